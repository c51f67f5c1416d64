"""Reads the configuration: defaults, then the file, then PLEDGEWIRE_… variables, then flags."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from config import files
from config.document import read
from config.keys import dotted
from config.layers import FILE_VARIABLE, Layers, Origin, from_environment, from_flags, seen_on_the_command_line
from config.mistakes import Mistake, told
from config.model import Config
from config.relations import contradictions
from schemas.errors import ConfigError
from schemas.printable import one_line

DEFAULT_FILE = Path("pledgewire.yaml")
Check = Callable[[Config], Iterable[Mistake]]


@dataclass(frozen=True)
class Loaded:
    """The configuration, the file it was read from (if any), and the layers that tell where each value came from."""

    config: Config
    file: Path | None
    layers: Layers


def _nothing(_: Config) -> Iterable[Mistake]:
    return ()


def load(file: Path | None = None, overrides: Mapping[str, str] | None = None, further: Check = _nothing) -> Config:
    """Gives the configuration. Raises ConfigError with file, line, key and what would be right."""
    return load_with_origins(file, overrides, further=further).config


def load_with_origins(
    file: Path | None = None,
    overrides: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    further: Check = _nothing,
) -> Loaded:
    """Gives the configuration and where its values came from; all mistakes are told at once, one a line.

    `file` is read where given, else the one that $PLEDGEWIRE_CONFIG names, else ./pledgewire.yaml if it is there.
    `overrides` has dotted keys; `further` finds mistakes that only others can judge, such as in questions. Raises
    ConfigError.
    """
    environ = os.environ if environ is None else environ
    flags = overrides or {}
    layers = Layers()
    chosen = _chosen(file, environ)
    if chosen is not None:
        layers.lay_document(read(chosen), chosen)
    for path, value, origin in (*from_environment(environ), *from_flags(flags)):
        layers.lay(path, value, origin)
    seen_on_the_command_line(layers, flags)
    files.places(layers)
    unreadable = list(files.secrets(layers))
    config, found = _validated(layers)
    found += unreadable
    wrong = {mistake.path[0] for mistake in found}
    related = (*contradictions(config), *files.missing(config), *further(config))
    found += [mistake for mistake in related if mistake.path[0] not in wrong]
    everything = [*layers.mistakes, *((layers.origin(mistake.path), mistake) for mistake in found)]
    if everything:
        everything.sort(key=lambda one: one[0].line if one[0] and one[0].line else sys.maxsize)
        raise ConfigError(_together(_line(origin, mistake) for origin, mistake in everything))
    return Loaded(config, chosen, layers)


def _chosen(file: Path | None, environ: Mapping[str, str]) -> Path | None:
    if file is not None:
        return file
    if environ.get(FILE_VARIABLE):
        return Path(environ[FILE_VARIABLE])
    # Path.is_file raises where the current folder is closed to us, as after `sudo -u`.
    return DEFAULT_FILE if os.access(DEFAULT_FILE, os.F_OK) and DEFAULT_FILE.is_file() else None


def _validated(layers: Layers) -> tuple[Config, list[Mistake]]:
    """Gives the configuration and its mistakes; a part with a mistake is left at its defaults, to check the rest."""
    try:
        return Config.model_validate(layers.data), []
    except ValidationError as error:
        mistakes = [told(detail, layers.given) for detail in error.errors(include_url=False)]
    wrong = {mistake.path[0] for mistake in mistakes}
    return Config.model_validate({name: part for name, part in layers.data.items() if name not in wrong}), mistakes


def _line(origin: Origin | None, mistake: Mistake) -> str:
    key = one_line(dotted(mistake.path), longest=120)
    if origin is None:
        return f"{key}: {mistake.sentence}"
    return f"{origin}: {key}: {mistake.sentence}" if origin.line is not None else f"{origin}: {mistake.sentence}"


def _together(sentences: Iterable[str]) -> str:
    lines = [one_line(sentence) for sentence in dict.fromkeys(sentences)]
    if len(lines) == 1:
        return lines[0]
    return "\n".join([f"the configuration has {len(lines)} mistakes:", *(f"  {line}" for line in lines)])
