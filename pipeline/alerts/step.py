"""The step of the agent `alerts`: articles that were indexed in, alerts in Kafka and Elasticsearch out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from pipeline.alerts import plan as alert_plan
from pipeline.alerts import store as alert_store
from pipeline.alerts.look import AlertLook
from pipeline.delivery import Send
from pipeline.elastic_writer import ElasticWriter
from schemas.alert import Alert
from schemas.messages import ALERT, state_event
from schemas.saved import SavedSearch

SOURCE = "pledgewire/alerts"


class AlertStep:
    """Decides what in some articles is an alert, and writes it down.

    Delivery: when `check` returns, Kafka has every alert and Elasticsearch each once. A repetition, whole or in part,
    decides nothing anew: what Elasticsearch has was told, and an alert that only Kafka has gets the same id again.
    """

    def __init__(
        self,
        look: AlertLook,
        writer: ElasticWriter,
        send: Send,
        topic_prefix: str,
        newest: timedelta,
        clock: Callable[[], datetime],
    ) -> None:
        """`newest` is the age of an article over which it alerts nobody."""
        self._look, self._writer, self._send = look, writer, send
        self._topic, self._newest, self._clock = topic_prefix + ALERT, newest, clock

    async def check(self, searches: Sequence[SavedSearch], articles: Sequence[str]) -> list[Alert]:
        """Gives the alerts that were written; none where nobody saved a search."""
        if not searches or not articles:
            return []
        now = self._clock()
        found = alert_plan.recent(await self._look.found(searches, articles, now), now, self._newest)
        told = await self._look.told(searches, found.stories())
        alerts = await self._look.summarised(searches, alert_plan.alerts(found, told, now), now)
        sent = [await self._sent(alert) for alert in alerts]
        await asyncio.gather(*sent)
        by_id = {saved.saved_id: saved for saved in searches}
        await self._writer.write([alert_store.action(alert, by_id[alert.saved_id]) for alert in alerts])
        return alerts

    async def _sent(self, alert: Alert) -> Awaitable[object]:
        value = msgspec.json.encode(alert)
        key = ":".join((alert.saved_id, alert.story_id, *(alert.facts[:1] if alert.kind != "story" else ())))
        event = state_event(self._topic, alert.alert_id, value, source=SOURCE, time=alert.at)
        return await self._send(self._topic, key.encode(), value, event)
