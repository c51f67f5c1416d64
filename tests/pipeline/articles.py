"""Plausible, varied news articles in any number: the same number always gives the same article."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from schemas.article import CleanedArticle, make_cleaned

START = datetime(2025, 1, 1, tzinfo=UTC)

PEOPLE = (
    ("French President Emmanuel Macron", "Macron"),
    ("Ukrainian President Volodymyr Zelensky", "Zelensky"),
    ("German Chancellor Friedrich Merz", "Merz"),
    ("British Prime Minister Keir Starmer", "Starmer"),
    ("Kremlin spokesman Dmitry Peskov", "Peskov"),
    ("Polish Prime Minister Donald Tusk", "Tusk"),
    ("NATO Secretary General Mark Rutte", "Rutte"),
    ("Italian Prime Minister Giorgia Meloni", "Meloni"),
)
CLAIMS = (
    "said his country was ready to send troops to Ukraine after a ceasefire",
    "demanded binding security guarantees for Ukraine before any talks",
    "rejected the deployment of Western peacekeepers on Ukrainian soil",
    "offered to train and equip two more brigades",
    "said that membership of the alliance remained the best guarantee",
    "warned that guarantees on paper would not stop a new attack",
    "proposed a reassurance force led by a coalition of the willing",
    "called air defence over the west of Ukraine a first step",
)
BACKGROUND = (
    "The talks in {place} lasted for more than {number} hours and ended without a joint statement.",
    "Officials who spoke on condition of anonymity said that {number} countries had made offers so far.",
    "Analysts in {place} doubt that parliament would agree before the summer.",
    "The text, seen by reporters, has {number} articles and no date on which it would take force.",
    "In {place}, several thousand people took to the streets over prices and wages.",
    "A survey published this week found that {number} per cent of those asked were in favour.",
)
SYLLABLES = ("ba", "do", "ke", "lo", "mi", "nu", "ra", "si", "te", "vo", "zan", "dor", "lek", "mar", "pin", "tur")
PLACES = ("Paris", "Kyiv", "Berlin", "London", "Warsaw", "Brussels", "Istanbul", "Geneva", "Riyadh")


def _names(chance: random.Random) -> str:
    """Gives a sentence of invented names: without it, any two of these articles would be copies of each other."""
    names = ("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(40))
    return f"Present were {', '.join(names)}."


def article(number: int, *, version: int = 0, revised: str = "") -> CleanedArticle:
    """Gives article `number`; `version` and `revised` (a last paragraph) make later texts of it."""
    chance = random.Random(number)
    (full, short), (other, _) = chance.sample(PEOPLE, 2)
    place = chance.choice(PLACES)
    claim, second = chance.sample(CLAIMS, 2)
    paragraphs = [f"{full} {claim}, reporters in {place} were told on Tuesday."]
    paragraphs += [f"“It has to hold for {chance.randint(2, 30)} years,” {short} said. {other} {second}."]
    for _ in range(chance.randint(3, 9)):
        told = chance.choice(BACKGROUND).format(place=chance.choice(PLACES), number=chance.randint(3, 90))
        paragraphs.append(told if chance.random() < 0.2 else _names(chance))
    paragraphs += [revised] if revised else []
    published = START + timedelta(minutes=7 * number)
    return make_cleaned(
        url=f"https://news.example/{place.lower()}/{number}",
        title=f"{short} {claim.split(' for ')[0]} ({number})",
        text="\n\n".join(paragraphs),
        language="en",
        fetched_at=(published + timedelta(minutes=1)).isoformat(),
        version=int(published.timestamp() * 1000) + version,
        published=published.isoformat(),
        published_from="feed",
        publisher=f"The {place} Wire",
        site="news.example",
    )


def articles(count: int, start: int = 0) -> Iterator[CleanedArticle]:
    """Gives so many articles, each different."""
    for number in range(start, start + count):
        yield article(number)
