"""Durations as people write them: `90`, `90s`, `15m`, `2h`, `1d`."""

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

_UNITS = {"ms": 0.001, "": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WRITTEN = r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|)\s*"


def seconds(value: object) -> object:
    """Gives the seconds of a written duration; lets anything but a string through. Raises ValueError."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(_WRITTEN, value)
    if match is None:
        raise ValueError("is no duration: write 90s, 15m, 2h or 1d")
    return float(match[1]) * _UNITS[match[2]]


def written(value: float) -> str:
    """Gives a number of seconds as people write it, in the largest unit that leaves it whole: `15m`, `100ms`."""
    for unit in ("d", "h", "m", "s"):
        if value and value % _UNITS[unit] == 0:
            return f"{value / _UNITS[unit]:g}{unit}"
    return f"{value * 1000:g}ms"


Duration = Annotated[
    float,
    BeforeValidator(seconds),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_WRITTEN}$"}]}),
]
