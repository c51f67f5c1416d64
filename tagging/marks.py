"""What a phrase of the vocabulary means: a cue, a type of guarantee, a verdict, a small word of several."""

from typing import Literal

import msgspec

from tagging.nature import NOTHING, Nature

Stance = Literal["say", "want", "give", "propose", "back", "against", "doubt", "modal", "will", "stop"]
Form = Literal["verb", "noun", "adjective", "effect"]
Judged = Literal["for", "against", "doubt", "backs", "refuses", "wavers", "joins", "stays"]
"""What a verdict is: the first three whoever says it finds, the others are told of their subject."""
Kind = Literal[
    "anchor",
    "bare",
    "excluded",
    "frame",
    "strong",
    "weak",
    "later",
    "against",
    "unlike",
    "cue",
    "condition",
    "according",
    "all",
    "anaphor",
    "defiance",
    "siding",
    "differing",
    "reaction",
    "verdict",
]


class Mark(msgspec.Struct, frozen=True, gc=False):
    """What a phrase means: a cue's `name` is its stance and `form` how it stands; a type's `name` is its id.

    `phrase` is the phrase as the vocabulary has it, `place` its file and line.
    """

    kind: Kind
    name: str = ""
    form: str = ""
    phrase: str = ""
    place: str = ""
    nature: Nature = NOTHING
