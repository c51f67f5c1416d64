"""Durations as people write them: `90`, `90s`, `15m`, `2h`, `1d`."""

import re
from typing import Annotated

from pydantic import BeforeValidator

_UNITS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def seconds(value: object) -> object:
    """Gives the seconds of a written duration; lets anything but a string through. Raises ValueError."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|)\s*", value)
    if match is None:
        raise ValueError("is no duration: write 90s, 15m, 2h or 1d")
    return float(match[1]) * _UNITS[match[2]]


Duration = Annotated[float, BeforeValidator(seconds)]
