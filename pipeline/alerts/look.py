"""Asks Elasticsearch what saved searches find in articles that were indexed, and what was told of their stories."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch import AsyncElasticsearch
from msgspec import structs

from pipeline.alerts.plan import Found
from pipeline.alerts.saved_question import asked
from pipeline.asking_elastic import ask
from pipeline.patience import Patience
from schemas.alert import Alert
from schemas.errors import UsageError
from schemas.printable import one_line
from schemas.saved import SavedSearch
from search import matching, query
from search.answer import ClaimHit
from search.indices import alias
from search.mapping import ALERTS, ARTICLES, POSITIONS
from search.matching import ArticleMatch
from search.passages import Markers
from search.query import Asked

AT_ONCE = 20
"""Saved searches of one request, and articles of one for passages."""
LONGEST_SUMMARY = 500
MOST_TOLD = 10_000
MOST_MEMBERS = 10_000

log = logging.getLogger(__name__)


class AlertLook:
    """Reads. It waits for an Elasticsearch that does not answer for as long as it takes."""

    def __init__(
        self, client: AsyncElasticsearch, prefix: str, patience: Patience, nonce: Callable[[], Markers]
    ) -> None:
        """`nonce` draws the marks of a request (search.passages)."""
        self._client = client.options(max_retries=0, retry_on_timeout=False)
        self._prefix, self._patience, self._nonce = prefix, patience, nonce

    async def found(self, searches: Sequence[SavedSearch], articles: Sequence[str], now: datetime) -> Found:
        """Gives what the searches find in those articles, with all that was indexed before."""
        kinds = (ARTICLES, POSITIONS)
        await self._ask(lambda: self._client.indices.refresh(index=[alias(kind, self._prefix) for kind in kinds]))
        matches: list[tuple[SavedSearch, ArticleMatch]] = []
        claims: list[tuple[SavedSearch, ClaimHit]] = []
        readable = list(_readable(searches, now))
        for start in range(0, len(readable), AT_ONCE):
            await self._some(readable[start : start + AT_ONCE], articles, matches, claims)
        return Found(articles=matches, claims=await self._in_stories(claims))

    async def told(self, searches: Sequence[SavedSearch], stories: set[str]) -> dict[tuple[str, str], set[str]]:
        """Gives the facts that the searches told of these stories, also under ids that these had before.

        A story whose first article arrives late takes another id (decision 82): then its articles tell what it was.
        """
        if not stories:
            return {}
        await self._ask(lambda: self._client.indices.refresh(index=alias(ALERTS, self._prefix)))
        members = await self._stories("story_id", stories)
        about = [{"terms": {"story_id": list(stories)}}, {"terms": {"article_id": list(members)}}]
        narrow = [{"terms": {"saved_id": [each.saved_id for each in searches]}}, {"bool": {"should": about}}]
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        async for source in self._each(alias(ALERTS, self._prefix), {"bool": {"filter": narrow}}):
            story = members.get(source["article_id"], source["story_id"])
            found[source["saved_id"], story].update(source.get("facts", ()))
        return dict(found)

    async def summarised(self, searches: Sequence[SavedSearch], alerts: Sequence[Alert], now: datetime) -> list[Alert]:
        """Gives the alerts, those of a story with the passage of its article that says what was asked for."""
        around, found = self._nonce(), dict[tuple[str, str], str]()
        of_stories = [each for each in alerts if each.kind == "story"]
        for saved, question in _readable(searches, now):
            ours = [each.article for each in of_stories if each.saved_id == saved.saved_id]
            for start in range(0, len(ours), AT_ONCE):
                some = ours[start : start + AT_ONCE]
                languages = {each.language or "" for each in some}
                body = query.passages_of(question, [each.article_id for each in some], languages, around)
                index = alias(ARTICLES, self._prefix)
                answer = await self._ask(lambda body=body, index=index: self._client.search(index=index, body=body))  # type: ignore[misc]
                for article, text in matching.passages(answer, around) if answer else ():
                    found[saved.saved_id, article] = one_line(text, longest=LONGEST_SUMMARY)
        return [_with(each, found.get((each.saved_id, each.article.article_id), "")) for each in alerts]

    async def _in_stories(self, claims: list[tuple[SavedSearch, ClaimHit]]) -> list[tuple[SavedSearch, ClaimHit]]:
        """Gives the claims with the stories of their articles, which articles alone know (decision 115)."""
        stories = await self._stories("article_id", {hit.article.article_id for _, hit in claims}) if claims else {}
        placed = []
        for saved, hit in claims:
            story = stories.get(hit.article.article_id)
            placed.append((saved, structs.replace(hit, article=structs.replace(hit.article, story_id=story))))
        return placed

    async def _stories(self, field: str, values: set[str]) -> dict[str, str]:
        """Gives the story of each article that has one of the values, by the article's id."""
        found = await self._ask(
            lambda: self._client.search(
                index=alias(ARTICLES, self._prefix),
                query={"terms": {field: list(values)}},
                size=MOST_MEMBERS,
                sort=[{"when": "asc"}],
                source=False,
                docvalue_fields=[{"field": "story_id"}],
                track_total_hits=False,
                allow_partial_search_results=False,
            )
        )
        hits = found["hits"]["hits"] if found else []
        return {hit["_id"]: hit["fields"]["story_id"][0] for hit in hits}

    async def _each(self, index: str, wanted: Mapping[str, Any]) -> Any:
        after: list[Any] | None = None
        while True:
            found = await self._ask(
                lambda after=after: self._client.search(  # type: ignore[misc]
                    index=index,
                    query=wanted,
                    size=MOST_TOLD,
                    sort=[{"alert_id": "asc"}],
                    source_includes=["saved_id", "story_id", "article_id", "facts"],
                    track_total_hits=False,
                    allow_partial_search_results=False,
                    **({"search_after": after} if after else {}),
                )
            )
            hits = found["hits"]["hits"] if found else []
            for hit in hits:
                yield hit["_source"]
            if len(hits) < MOST_TOLD:
                return
            after = hits[-1]["sort"]

    async def _some(
        self,
        searches: Sequence[tuple[SavedSearch, Asked]],
        articles: Sequence[str],
        matches: list[tuple[SavedSearch, ArticleMatch]],
        claims: list[tuple[SavedSearch, ClaimHit]],
    ) -> None:
        lines: list[dict[str, Any]] = []
        for saved, question in searches:
            kind = ARTICLES if saved.what == "articles" else POSITIONS
            lines.append({"index": alias(kind, self._prefix), "allow_partial_search_results": False})
            lines.append(matching.request(saved.what, question, articles))
        answers = await self._answers(lines)
        for (saved, question), answer in zip(searches, answers, strict=False):
            if "error" in answer:
                log.warning("the saved search %s cannot be asked: %s", saved.name, _why(answer["error"]))
            elif matching.too_many(answer) and len(articles) > 1:
                half = len(articles) // 2
                for part in (articles[:half], articles[half:]):
                    await self._some([(saved, question)], part, matches, claims)
            elif saved.what == "articles":
                matches += [(saved, each) for each in matching.articles(answer, question)]
            else:
                claims += [(saved, each) for each in matching.claims(answer)]

    async def _answers(self, lines: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
        """Gives an answer to each; one that failed for another reason than its own question is asked for again."""
        while True:
            found = await self._ask(lambda: self._client.msearch(searches=lines))
            answers: list[Mapping[str, Any]] = found["responses"] if found else []
            failed = next(
                (each for each in answers if "error" in each and each.get("status", 500) not in (400, 404)), None
            )
            if failed is None:
                return answers
            await self._patience.after(f"Elasticsearch answers {failed.get('status')}: {_why(failed['error'])}")

    async def _ask(self, call: Callable[[], Awaitable[Any]]) -> Any:
        return await ask(self._client, self._patience, call)


def _with(alert: Alert, summary: str) -> Alert:
    return structs.replace(alert, summary=summary) if summary and alert.kind == "story" else alert


def _readable(searches: Sequence[SavedSearch], now: datetime) -> Iterator[tuple[SavedSearch, Asked]]:
    for saved in searches:
        try:
            yield saved, asked(saved, now)
        except UsageError as error:
            log.warning("the saved search %s cannot be read and is left out: %s", saved.name, error)


def _why(error: Any) -> str:
    causes = error.get("root_cause") if isinstance(error, dict) else None
    return str((causes[0] if causes else error).get("reason") if isinstance(error, dict) else error)[:300]
