"""Values that are each right and contradict each other."""

from collections.abc import Iterator

from config.alert_relations import alert_contradictions
from config.duration import written
from config.mistakes import Mistake
from config.model import Config, Feed, Fetching, Tagger
from config.section import Section
from config.servers import Elasticsearch, Kafka, Stack
from config.values import EMBEDDED
from schemas.redact import redact


def contradictions(config: Config) -> Iterator[Mistake]:
    """Gives what in a configuration contradicts something else in it, with what to change."""
    yield from _kafka(config.kafka)
    yield from _elasticsearch(config.elasticsearch)
    yield from _stack(config.stack)
    yield from _feeds(config.feeds)
    yield from _fetching(config.fetching)
    yield from _tagger(config.tagger)
    yield from _metrics(config)
    yield from _pairs("web", config.web, ("trusted_user_header", "trusted_proxies"))
    yield from alert_contradictions(config.saved, config.receivers, config.alerts, config.mail)


def _given(section: Section, *names: str) -> list[str]:
    defaults = type(section)()
    return [name for name in names if getattr(section, name) != getattr(defaults, name)]


def _kafka(kafka: Kafka) -> Iterator[Mistake]:
    tls = _given(kafka, "ca_file", "cert_file", "key_file")
    login = _given(kafka, "sasl_mechanism", "username", "password")
    if kafka.servers == EMBEDDED:
        for name in [*_given(kafka, "tls"), *tls, *login]:
            yield Mistake(("kafka", name), "means nothing to the embedded Kafka: remove it, or name kafka.servers")
        if kafka.replication > 1:
            yield Mistake(("kafka", "replication"), "must be 1: the embedded Kafka is a single server")
        return
    if not kafka.tls:
        for name in tls:
            yield Mistake(("kafka", name), "does nothing without TLS: add kafka.tls: true")
    yield from _pairs("kafka", kafka, ("cert_file", "key_file"), ("username", "password"))
    if kafka.username and not kafka.sasl_mechanism:
        yield Mistake(("kafka", "username"), "needs kafka.sasl_mechanism: write PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    if kafka.sasl_mechanism and not (kafka.username or kafka.password):
        yield Mistake(("kafka", "sasl_mechanism"), "needs kafka.username and kafka.password")


def _elasticsearch(search: Elasticsearch) -> Iterator[Mistake]:
    login = _given(search, "username", "password", "api_key")
    tls = _given(search, "ca_file", "verify_certificates")
    if search.urls == EMBEDDED:
        for name in [*tls, *login]:
            sentence = "means nothing to the embedded Elasticsearch: remove it, or name elasticsearch.urls"
            yield Mistake(("elasticsearch", name), sentence)
        if search.replicas > 0:
            yield Mistake(("elasticsearch", "replicas"), "must be 0: the embedded Elasticsearch is a single server")
        return
    if search.api_key and (search.username or search.password):
        yield Mistake(("elasticsearch", "api_key"), "and username with password are both given: keep one of the two")
    else:
        yield from _pairs("elasticsearch", search, ("username", "password"))
    if all(url.startswith("http://") for url in search.urls):
        for name in tls:
            yield Mistake(("elasticsearch", name), "does nothing without TLS: write https:// in elasticsearch.urls")
    if search.ca_file and not search.verify_certificates:
        yield Mistake(("elasticsearch", "ca_file"), "does nothing while elasticsearch.verify_certificates is false")


def _stack(stack: Stack) -> Iterator[Mistake]:
    if stack.kafka_port is not None and stack.kafka_port == stack.elasticsearch_port:
        yield Mistake(
            ("stack", "elasticsearch_port"), "is that of stack.kafka_port too: choose another for one of them"
        )


def _pairs(place: str, section: Section, *pairs: tuple[str, str]) -> Iterator[Mistake]:
    for one, other in pairs:
        for here, missing in ((one, other), (other, one)):
            if getattr(section, here) and not getattr(section, missing):
                yield Mistake((place, here), f"needs {place}.{missing}")


def _feeds(feeds: tuple[Feed, ...]) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for number, feed in enumerate(feeds):
        earlier = first.setdefault(feed.url, number)
        if earlier != number:
            yield Mistake(("feeds", str(number), "url"), f"{redact(feed.url)} is already feeds.{earlier}: keep one")


def _fetching(fetching: Fetching) -> Iterator[Mistake]:
    if fetching.shortest_wait > fetching.longest_wait:
        longest = written(fetching.longest_wait)
        yield Mistake(("fetching", "shortest_wait"), f"is longer than fetching.longest_wait, which is {longest}")


def _tagger(tagger: Tagger) -> Iterator[Mistake]:
    for name in ("url", "model"):
        if tagger.kind == "llm" and not getattr(tagger, name):
            yield Mistake(("tagger", "kind"), f"llm needs tagger.{name}")


def _metrics(config: Config) -> Iterator[Mistake]:
    taken = {
        "web.listen": config.web.listen,
        "websub.listen": config.websub.listen if config.websub.callback else None,
    }
    for name in ("watch", "serve", "work"):
        address = getattr(config.metrics, name)
        other = next((key for key, listened in taken.items() if address and listened == address), None)
        if other is not None:
            yield Mistake(("metrics", name), f"{address} is that of {other} too: choose another for one of them")
        taken[f"metrics.{name}"] = address
