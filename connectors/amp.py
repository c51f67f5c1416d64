"""Addresses of AMP pages, told from the address alone, to those of the articles that they are copies of."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_CACHE = re.compile(r"(?:^|\.)cdn\.ampproject\.org$")
_VIEWER = re.compile(r"^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$")
_WITHIN = re.compile(r"^/(?:amp|[acrv])/(s/)?(?=[^/]+\.[^/]+/?)(.+)$")
"""`/c/s/host/path` in a cache, `/amp/s/host/path` in a search engine's viewer; the `s` says https."""
_NAMES = re.compile(r"^(?:amp|is_?amp)$", re.IGNORECASE)
_OWN = re.compile(r"^(?:_?amp_\w+|usqp)$", re.IGNORECASE)
"""What caches and viewers add for themselves."""
_TYPES = re.compile(r"^(?:outputtype|output|type|view|mode|format)$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=/)((?=[^/]*[-_\d])[^/]{8,})(?:/amp/?|\.amp(?:\.html?)?)$")
"""An ending that says AMP, after a part long enough and made as the name of an article is: `/wiki/amp` stays."""


def unwrapped(url: str) -> str:
    """Gives the address that an AMP cache or a viewer shows; any other address as it is."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if not (_CACHE.search(host) or (_VIEWER.match(host) and parts.path.startswith("/amp/"))):
        return url
    found = _WITHIN.match(parts.path)
    if found is None:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{'https' if found[1] else 'http'}://{unquote(found[2]) if '%2F' in found[2] else found[2]}{query}"


def without_suffix(path: str) -> str:
    """Gives a path without the ending that makes it the path of an AMP page."""
    return _SUFFIX.sub(r"\1", path)


def asks_for_amp(pair: str) -> bool:
    """Whether a part of a query (`amp=1`, `outputType=amp`) asks for the AMP page."""
    name, _, value = pair.partition("=")
    told = dict(parse_qsl(pair, keep_blank_values=True)).get(name, value)
    if _OWN.match(name):
        return True
    if _NAMES.match(name):
        return told.lower() in ("", "1", "true", "yes", "amp")
    return bool(_TYPES.match(name)) and told.lower() == "amp"
