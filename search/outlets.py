"""Where an outlet is at home: by a table of hosts (outlets.yaml), else by its country's own top-level domain."""

from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("outlets.yaml")
_OTHERWISE = {"uk": "gb", "xn--p1ai": "ru", "xn--j1amh": "ua"}
"""Top-level domains of countries that are not their code in ISO 3166-1."""
_ANYBODYS = frozenset(
    ("ac", "ag", "ai", "bz", "cc", "cd", "co", "cx", "dj", "eu", "fm", "gg", "gl", "im", "io", "la", "ly", "me", "nu",
     "pw", "sc", "sh", "so", "st", "su", "tk", "to", "tv", "vc", "vg", "ws")
)  # fmt: skip
"""Top-level domains of countries, or of the EU, under which outlets of other countries stand as often."""
_LETTERS = 2


def country_of(site: str | None) -> str | None:
    """Gives the country (ISO 3166-1 alpha-2, small letters) of the outlet at a host, None where nothing tells it."""
    if not site:
        return None
    labels = site.lower().rstrip(".").split(".")
    for start in range(len(labels) - 1):
        known = _table().get(".".join(labels[start:]))
        if known:
            return known
    ending = _OTHERWISE.get(labels[-1], labels[-1])
    tells = len(labels) > 1 and len(ending) == _LETTERS and ending.isalpha() and ending not in _ANYBODYS
    return ending if tells else None


@cache
def _table() -> dict[str, str]:
    listed: dict[str, list[str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {host: country for country, hosts in listed.items() for host in hosts}
