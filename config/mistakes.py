"""What is wrong with a configuration, in words: where, which key, and what would be right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from config.keys import Key, Path, by_path, dotted, keys
from schemas.printable import one_line


@dataclass(frozen=True)
class Mistake:
    """One sentence about one key. `path` is where in the configuration, empty for the whole of it."""

    path: Path
    sentence: str


def told(error: ErrorDetails, given: Callable[[Path], Any]) -> Mistake:
    """Gives one finding of pydantic in our own words; a secret's value is never part of it.

    `given` gives what was written at a path, which pydantic may have turned into something else.
    """
    path = tuple(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return Mistake(path, unknown(path))
    key = by_path(path)
    if key is None:  # below a key that holds one value
        path = next((path[:n] for n in range(len(path), 0, -1) if by_path(path[:n])), path)
        key = by_path(path)
    written = given(path)
    return Mistake(path, _sentence(error, key, error["input"] if written is None else written))


def unknown(path: Path) -> str:
    """Gives what to say of a key that does not exist, with the nearest that do."""
    *parents, name = path
    section = dotted(tuple(parents))
    place = f"no key of {section}" if section else "no key of the configuration"
    siblings = [key.path[-1] for key in keys() if len(key.path) == len(path) and _under(key.path, tuple(parents))]
    elsewhere = [dotted(key.path) for key in keys() if key.path[-1] == name.lower() and "*" not in key.path]
    if elsewhere:
        return f"is {place}: did you mean {' or '.join(elsewhere)}?"
    near = get_close_matches(name.lower(), siblings, n=1, cutoff=0.6)
    if near:
        return f"is {place}: did you mean {near[0]}?"
    return f"is {place}: write one of {', '.join(siblings)}" if siblings else f"is {place}"


def _under(path: Path, parents: Path) -> bool:
    return all(own in (asked, "*") for own, asked in zip(path[:-1], parents, strict=False))


def _sentence(error: ErrorDetails, key: Key | None, value: object) -> str:
    kind, context = error["type"], error.get("ctx", {})
    about = key.description if key else ""
    if kind == "missing":
        return f"is missing: {about}" if about else "is missing"
    if kind == "value_error":
        said = str(context["error"])
        return said if key is None or not said.startswith("is ") else f"{_shown(value, key)}{said}"
    shown = _shown(value, key)
    bound = _bound(kind, context)
    if bound:
        return f"{shown}{bound}"
    if kind.startswith("int_"):
        return f"{shown}is no whole number: write a number such as {_default(key, '6')}"
    if kind.startswith("float_"):
        return f"{shown}is no number: write a number such as {_default(key, '30')}"
    if kind.startswith("bool_"):
        return f"{shown}is neither yes nor no: write true or false"
    if kind == "literal_error":
        return f"{shown}is none of {', '.join(_choices(key))}"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{shown}is no section: write its keys below it, one a line, further in"
    if kind.startswith(("tuple_", "list_")):
        return f"{shown}is no list: write its items below it, each after a dash"
    if kind.startswith(("string_type", "path_")) and not isinstance(value, str):
        return f"{shown}is not one text: write a single value"
    examples = key.examples if key else ()
    such = f": write for instance {' or '.join(examples)}" if examples else f": {about}" if about else ""
    return f"{shown}does not fit{such}"


def _bound(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "greater_than_equal":
            return f"is too small: write {context['ge']:g} or more"
        case "greater_than":
            return f"is too small: write more than {context['gt']:g}"
        case "less_than_equal":
            return f"is too large: write {context['le']:g} or less"
        case "less_than":
            return f"is too large: write less than {context['lt']:g}"
        case "string_too_long":
            return f"is too long: write {context['max_length']} characters at the most"
        case "finite_number":
            return "is no number that ends: write a number such as 30"
    return ""


def _default(key: Key | None, otherwise: str) -> str:
    default = key.default if key else None
    return f"{default:g}" if isinstance(default, int | float) else otherwise


def _choices(key: Key | None) -> tuple[str, ...]:
    return key.choices if key else ()


def _shown(value: object, key: Key | None) -> str:
    if key is not None and key.secret:
        return "what is given "
    if isinstance(value, dict):
        return "a section of keys "
    if isinstance(value, list | tuple):
        return "a list "
    text = one_line(str(value), longest=60)
    return f'"{text}" '
