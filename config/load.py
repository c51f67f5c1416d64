"""Reads the configuration: defaults, then the file, then PLEDGEWIRE_… variables, then flags."""

from collections.abc import Mapping
from pathlib import Path

from config.model import Config


def load(file: Path | None = None, overrides: Mapping[str, str] | None = None) -> Config:
    """Gives the configuration. Raises ConfigError with file, line, key and what would be right."""
    raise NotImplementedError
