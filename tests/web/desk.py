"""Articles of several outlets, months and languages for the pages: made by hand, with hostile ones among them."""

from collections.abc import Iterator

from schemas.enriched import EnrichedArticle
from tests.search.corpus import corpus, enriched

HOSTILE_TITLE = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">'
HOSTILE_TEXT = (
    "He offered <b onmouseover=\"document.title='taken'\">troops</b> </span></p>"
    '<script>document.title="taken"</script>\n'
    "A second line with \u202etxet desrever\u202c, a \x1b[31mcolour, {{ 7 * 7 }} and javascript:alert(1)."
)
WIRE = (
    "Emmanuel Macron said on Monday that France would send soldiers to Ukraine once a ceasefire holds, as part of a "
    "force of European allies. The force would train Ukrainian brigades, guard the sky over the western regions and "
    "clear mines in the Black Sea, officials told reporters in Paris. Moscow has rejected the plan before it was made."
)
STORY = "5" * 32
OUTLETS = ("alpha.example", "beta.example", "gamma.example", "delta.example")


def stories() -> dict[str, str]:
    """Gives the story of each article that has copies, by its id."""
    return {article.article.article_id: STORY for article in articles() if article.article.text == WIRE}


def articles() -> Iterator[EnrichedArticle]:
    """Gives the corpus of tests.search, one story in four outlets, and a hostile article."""
    yield from corpus().values()
    for number, site in enumerate(OUTLETS):
        yield enriched(
            url=f"https://{site}/macron-force",
            site=site,
            publisher=site.partition(".")[0].title(),
            published=f"2025-03-0{number + 1}T08:00:00Z",
            title="Macron: France would send soldiers",
            text=WIRE,
            actors=("person/emmanuel-macron", "state/fr", "state/ua"),
            types=("troop-presence",),
            mentions=(("actor", "person/emmanuel-macron", "Emmanuel Macron"), ("actor", "state/ua", "Ukraine")),
            positions=(
                {
                    "holder": "person/emmanuel-macron",
                    "on_behalf_of": "state/fr",
                    "stance": "offers",
                    "beneficiary": "ukraine",
                    "types": ["troop-presence"],
                    "conditional": True,
                    "evidence": [WIRE[: WIRE.index(".") + 1]],
                },
            ),
        )
    yield enriched(
        url="javascript:alert(1)",
        site='"><script>document.title="taken"</script>',
        publisher="<i>Publisher</i>",
        published="2024-11-20T12:00:00Z",
        title=HOSTILE_TITLE,
        text=HOSTILE_TEXT,
        section="=cmd|' /C calc'!A0",
        mentions=(("guarantee-type", "troop-presence", "troops</b>"),),
        types=("troop-presence",),
        positions=(
            {
                "holder": "state/ru",
                "stance": "rejects",
                "beneficiary": "russia",
                "types": ["troop-presence"],
                "evidence": [HOSTILE_TEXT[: HOSTILE_TEXT.index("\n")]],
            },
        ),
    )
