"""The step of the agent `index`: a batch of messages in, documents in Elasticsearch or failures out."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.delivery import Delivery, Failure
from pipeline.elastic_writer import ElasticWriter
from pipeline.index_plan import needs_source, newest, plan, retraction
from pipeline.limits import MAX_ENRICHED
from schemas.counted import counted
from schemas.enriched import EnrichedArticle
from schemas.errors import InputError
from schemas.messages import decode

SIMULTANEOUS = 2
"""Rounds after which it is no accident that others write the same articles (or that someone deleted one by hand, which
Elasticsearch remembers for a minute): from then on with pauses."""
Failures = list[tuple[Delivery, Failure]]


async def index(deliveries: Sequence[Delivery], writer: ElasticWriter) -> Failures:
    """Indexes a batch and gives what could not be, with why.

    Delivery: when it returns, Elasticsearch holds everything but the failures, which must be dead-lettered before the
    batch is acked. Repeating a batch, whole or in part, in any order, ends in the same documents.
    """
    failures: Failures = []
    arrived: dict[str, list[EnrichedArticle]] = defaultdict(list)
    origin: dict[int, Delivery] = {}
    for delivery in deliveries:
        try:
            enriched = _decode(delivery.value)
        except InputError as error:
            failures.append((delivery, Failure(reason=str(error), error="InputError")))
            continue
        arrived[enriched.article.article_id].append(enriched)
        origin[id(enriched)] = delivery
    pending = dict(arrived)
    rounds = 0
    while pending:
        if rounds > SIMULTANEOUS:
            await writer.patience.after(
                f"{counted(len(pending), 'article is', 'articles are')} changed by somebody else at the same time"
            )
        pending = await _round(pending, writer, failures, origin)
        rounds += 1
    return failures


async def _round(
    pending: dict[str, list[EnrichedArticle]],
    writer: ElasticWriter,
    failures: Failures,
    origin: dict[int, Delivery],
) -> dict[str, list[EnrichedArticle]]:
    """Writes every pending article once; gives those to look at again.

    An article is looked at again when somebody else changed it meanwhile, and when its newest version was
    refused and older ones remain.
    """
    stored = await writer.known(list(pending))
    stored |= await writer.known(
        [each for each, arrived in pending.items() if needs_source(arrived, stored.get(each))], whole=True
    )
    plans = {each: plan(arrived, stored.get(each)) for each, arrived in pending.items()}
    refused = (await writer.write([action for each in plans.values() for action in each.positions])).refused
    outcome = await writer.write(
        [each.article for name, each in plans.items() if each.article is not None and name not in refused]
    )
    refused |= outcome.refused
    done = [each for name, each in plans.items() if name not in refused and name not in outcome.newer]
    await writer.write([action for each in done for action in each.deletions])
    settled = await writer.write([each.settled for each in done if each.settled is not None])
    again = {name: pending[name] for name in (outcome.newer | settled.newer) - refused.keys()}
    for name, reason in refused.items():
        bad = newest(pending[name])
        rest = [each for each in pending[name] if each is not bad]
        failures.append((origin[id(bad)], Failure(reason=reason, error="Refused")))
        await writer.write(retraction(bad, rest, stored.get(name)).deletions)
        if rest:
            again[name] = rest
    return again


def _decode(value: bytes | None) -> EnrichedArticle:
    if value is not None and len(value) > MAX_ENRICHED:
        raise InputError(f"the message is {len(value):,} bytes; an enriched article has {MAX_ENRICHED:,} at the most")
    return decode(value, EnrichedArticle)
