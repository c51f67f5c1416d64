"""Paragraphs in which an outlet speaks of itself to the reader: appeals for money, and notes on the author."""

import re
import tomllib
from importlib import resources

LEAST_ASKING = 2
"""Different ways of asking that make an appeal."""
HEADING_WORDS = 8
"""Words up to which a line without a full stop is a heading, which need not speak to anybody."""
LONG = 200
"""Characters from which a paragraph must also speak to the reader and of the outlet to be an appeal."""
LONGEST_APPEAL = 2_000
"""Characters above which a paragraph is no appeal: an article whose line ends are lost says "donate" somewhere, too."""
LONGEST_BIOGRAPHY = 500

_PHRASES = tomllib.loads(resources.files("connectors.text").joinpath("appeals.toml").read_text("utf-8"))
# On a text in small letters: to look without regard to case takes twice as long.
_ASKING = [re.compile(pattern) for pattern in _PHRASES["asking"]]
_READER = re.compile(_PHRASES["reader"])
_OURSELVES = re.compile(_PHRASES["ourselves"])
_ABOUT_AUTHOR = re.compile("|".join(_PHRASES["about_author"]), re.IGNORECASE)
_BIOGRAPHY = re.compile(
    _PHRASES["biography_name"] + _PHRASES["biography_verb"] + ".{0,60}?" + _PHRASES["biography_office"]
)
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”»\"“]")


def is_appeal(text: str) -> bool:
    """Whether a paragraph asks the reader for money, membership or support. What is said in quotes does not count."""
    if text[:1] in tuple('“„«"') or len(text) > LONGEST_APPEAL:
        return False
    said = _QUOTED.sub(" ", text).lower()
    if len(said.split(None, HEADING_WORDS)) <= HEADING_WORDS and not said.rstrip().endswith("."):
        return _asks(said)
    of_us = _OURSELVES.search(said) is not None
    if not of_us and len(text) >= LONG:
        return False
    to_reader = _READER.search(said) is not None
    return ((to_reader and of_us) or (len(text) < LONG and (to_reader or of_us))) and _asks(said)


def _asks(said: str) -> bool:
    return sum(pattern.search(said) is not None for pattern in _ASKING) >= LEAST_ASKING


def is_biography(text: str) -> bool:
    """Whether a paragraph tells who the author is; to be asked only of what stands last."""
    return _ABOUT_AUTHOR.match(text) is not None or (
        len(text) <= LONGEST_BIOGRAPHY and _BIOGRAPHY.match(text) is not None
    )
