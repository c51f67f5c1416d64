"""Whether `она` can mean a person, and who is meant where it cannot. By given names, so only mostly."""

from collections.abc import Mapping

from tagging.positions.memory import Memory
from tagging.reading import Named

_WOMEN = frozenset(
    [
        "mette", "ingrid", "karin", "helen", "liz", "catherine", "christine", "florence", "anne", "alice",
        "marine", "sophie", "rachel", "karoline", "yvette", "agnes", "mary", "dovile", "elizabeth", "sarah",
        "nikki", "kristi", "julie", "tulsi", "ruth", "carol", "claire", "marie", "esther", "nathalie",
        "melanie", "jennifer", "susan", "kemi", "tinatin", "jeanne", "tzipi", "trine", "elisabeth",
    ]
)  # fmt: skip
_MEN = frozenset(["luca", "nikita", "mykola", "mykyta", "illia", "ilya", "joshua", "danyla", "andrea", "sasha", "misha",
                  "foma", "kuzma", "oleksa", "ilia"])  # fmt: skip


def is_woman(named: Named) -> bool:
    """Whether the person's given name, as its id has it, is a woman's."""
    given = named.id.removeprefix("person/").partition("-")[0]
    return given in _WOMEN or (given.endswith("a") and given not in _MEN)


def fitting(
    word: str, meant: tuple[Named, ...], memory: Memory, lists: Mapping[str, frozenset[str]]
) -> tuple[Named, ...]:
    """Gives who is meant by a pronoun of the third person: `meant`, or the last named who can be."""
    she = word in lists["she_only"]
    if not she and word not in lists["he_only"]:
        return meant
    if len(meant) != 1 or not meant[0].id.startswith("person/") or is_woman(meant[0]) == she:
        return meant
    return next(((one,) for one in reversed(memory.persons) if is_woman(one) == she), ())
