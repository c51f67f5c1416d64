"""What becomes of a text of an agency in other outlets: cut, edited, reordered, and more than one of these."""

import random
import re
from collections.abc import Callable

Rewriting = Callable[[str, random.Random, list[str]], str]


def paragraphs(text: str) -> list[str]:
    """Gives the paragraphs of a text."""
    return [part.strip() for part in text.split("\n") if part.strip()]


def cut(share: float) -> Rewriting:
    """Keeps the beginning, to the end of a paragraph."""

    def rewrite(text: str, chance: random.Random, words: list[str]) -> str:
        kept: list[str] = []
        for part in paragraphs(text):
            kept.append(part)
            if sum(map(len, kept)) >= share * len(text):
                break
        return "\n".join(kept)

    return rewrite


def edited(share: float) -> Rewriting:
    """Puts another word in place of so many, or leaves one out."""

    def rewrite(text: str, chance: random.Random, words: list[str]) -> str:
        def edit(word: re.Match[str]) -> str:
            if chance.random() >= share:
                return word[0]
            return "" if chance.random() < 0.2 else chance.choice(words)

        return re.sub(r"\w+", edit, text)

    return rewrite


def first_paragraph_rewritten(text: str, chance: random.Random, words: list[str]) -> str:
    """Puts another paragraph of about the same length in place of the first."""
    first, *rest = paragraphs(text)
    return "\n".join((" ".join(chance.choices(words, k=len(first.split()))), *rest))


def agency_line_added(text: str, chance: random.Random, words: list[str]) -> str:
    """Adds a dateline in front and a credit at the end."""
    return f"KYIV, March 2 (Agency) – {text}\n(Reporting by our correspondents; editing by the foreign desk)"


def sentences_reordered(text: str, chance: random.Random, words: list[str]) -> str:
    """Shuffles the sentences of the whole text."""
    found = re.split(r"(?<=[.!?…])\s+", text)
    chance.shuffle(found)
    return " ".join(found)


def own_paragraphs_added(text: str, chance: random.Random, words: list[str]) -> str:
    """Adds a third of the text's length in paragraphs of the outlet's own."""
    wanted = len(text.split()) // 3
    return f"{text}\n{' '.join(chance.choices(words, k=wanted))}"


def together(*parts: Rewriting) -> Rewriting:
    """One rewriting after the other."""

    def rewrite(text: str, chance: random.Random, words: list[str]) -> str:
        for part in parts:
            text = part(text, chance, words)
        return text

    return rewrite


RIVAL = "three sentences of another quoted"
REWRITINGS: dict[str, Rewriting] = {
    "headline changed": lambda text, chance, words: text,
    "agency line added": agency_line_added,
    "first paragraph rewritten": first_paragraph_rewritten,
    "sentences reordered": sentences_reordered,
    "a third added": own_paragraphs_added,
    "cut to 70%": cut(0.7),
    "cut to 40%": cut(0.4),
    "5% of words edited": edited(0.05),
    "10% of words edited": edited(0.1),
    "20% of words edited": edited(0.2),
    "30% of words edited": edited(0.3),
    "cut to 60%, first paragraph rewritten, 10% edited": together(cut(0.6), first_paragraph_rewritten, edited(0.1)),
}
