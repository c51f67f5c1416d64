"""The pages: articles, claims, one article, stories. They ask what the API asks, and show it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from schemas.errors import UsageError
from search.answer import Answer, ClaimAnswer
from search.embedding import installed
from search.parameters import What
from search.question import Question
from web.api import desk_of, number, only, question
from web.article_view import article_view
from web.chart import chart
from web.correction_view import corrected
from web.languages import language_of
from web.links import Links
from web.problems import sentence_of
from web.rendering import page
from web.wording import wording
from web.writing import writers_of

USUAL = Question(size=20, fold=True, facets=True, timeline=True)
USUAL_CLAIMS = Question(size=25, facets=True, timeline=True)


def search(request: Request) -> Response:
    """Articles that answer a question, folded into stories."""
    return _results(request, "articles", USUAL)


def claims(request: Request) -> Response:
    """Claims that answer a question, each with its sentence."""
    return _results(request, "claims", USUAL_CLAIMS)


def article(request: Request) -> Response:
    """One article with its tags where they stand."""
    only(request, ())
    desk = desk_of(request)
    whole = desk.article(request.path_params["id"])
    story = whole.document.get("story_id")
    copies = desk.articles(Question(stories=(story,), size=50, sort="oldest")).hits if story else ()
    others = [hit for hit in copies if hit.article.article_id != whole.document["article_id"]]
    writer = writers_of(request).of_page(request)
    shown = article_view(whole, desk.names, language_of(request))
    said = corrected(
        desk.corrections.of(whole.document["article_id"]),
        whole.claims,
        shown["entries"],
        str(whole.document.get("text_hash")),
        writer.name if writer else "",
    )
    return page("article.html", request, copies=others, corrected=said, **shown)


def stories(request: Request) -> Response:
    """What went through several outlets."""
    said = only(request, ("since", "until", "outlets", "size"))
    found = desk_of(request).stories(
        since=said.get("since"),
        until=said.get("until"),
        least=number(said, "outlets", 2),
        size=number(said, "size", 50),
    )
    return page("stories.html", request, found=found, said=said)


def _results(request: Request, what: What, usual: Question) -> Response:
    desk, given = desk_of(request), request.query_params.multi_items()
    wanted = {name: getattr(usual, name) for name in ("size", "fold", "facets", "timeline")}
    answer: Answer | ClaimAnswer
    try:
        asked = question(desk, given, what, **wanted)
        answer = desk.articles(asked) if what == "articles" else desk.claims(asked)
    except UsageError as error:
        # What was typed stays, so that it can be mended.
        typed = Question(**{**wanted, "text": " ".join(value for name, value in given if name == "q")})
        empty = Answer(total=0, page=1, size=usual.size)
        shown = _shown(request, what, usual, typed, empty)
        return page("results.html", request, status=400, mistake=sentence_of(error), **shown)
    return page("results.html", request, mistake=None, **_shown(request, what, usual, asked, answer))


def _shown(
    request: Request, what: What, usual: Question, asked: Question, answer: Answer | ClaimAnswer
) -> dict[str, Any]:
    more = len(answer.hits) == asked.size and asked.page * asked.size < min(answer.total, 10_000)
    return {
        "what": what,
        "asked": asked,
        "answer": answer,
        "links": Links(request.url.path, asked, usual, what),
        "chart": chart(answer.timeline, wording(language_of(request))),
        "earlier": asked.page > 1,
        "can_rank_by_meaning": installed(),
        "more": more,
    }
