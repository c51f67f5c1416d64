"""An example of the configuration file, written from the model: every key, what it means, its default."""

from typing import Any

from config.duration import seconds, written
from config.keys import Key, keys

HEAD = """\
# pledgewire.yaml: everything that can be configured. What is commented out is the default, or an example where there
# is none. Any key can also be set by a variable (PLEDGEWIRE_KAFKA__PARTITIONS=3) or a flag (--set kafka.partitions=3);
# flags beat variables, variables beat this file. `pledgewire config check` tells mistakes, `config show` what holds.
# Passwords are best kept out of here: name a file (password_file) or set a variable (PLEDGEWIRE_KAFKA__PASSWORD).
"""

SAMPLES = {
    "data_dir": "/srv/pledgewire/data",
    "cache_dir": "/srv/pledgewire/cache",
    "vocabulary": "vocabulary",
    "folders": "[inbox]",
    "url": "https://example.org/feed.xml",
    "tagger.url": "https://api.example.org/v1",
    "model": "a-model",
    "saved.*.name": "no-to-troops",
    "saved.*.query": "troops OR peacekeepers",
    "saved.*.actor": "[person/emmanuel-macron]",
    "saved.*.mentions": "[org/nato]",
    "saved.*.holder": "[state/ru]",
    "saved.*.type": "[troop-presence]",
    "saved.*.stance": "[rejects, doubts]",
    "saved.*.beneficiary": "[ukraine]",
    "saved.*.instrument": "[budapest-memorandum-1994]",
    "saved.*.source": "[source/reuters]",
    "saved.*.site": "[example.org]",
    "saved.*.language": "[en, uk]",
    "saved.*.tag": "[europe]",
    "saved.*.section": "[World]",
    "saved.*.revised": "[added]",
    "saved.*.paywalled": "false",
    "saved.*.conditional": "true",
    "saved.*.to": "[desk, mailto:news@example.org]",
    "saved.*.digest": "daily",
    "saved.*.quiet": "22:00-07:00",
    "receivers.*.name": "desk",
    "receivers.*.url": "ntfy://ntfy.example.org/a-secret-topic",
    "receivers.*.url_file": "secrets/desk",
    "receivers.*.key": "draw one of your own",
    "receivers.*.key_file": "secrets/desk-key",
    "alerts.signing_key": "draw one of your own",
    "alerts.signing_key_file": "secrets/signing-key",
    "mail.host": "mail.example.org",
    "mail.sender": "news@example.org",
    "name": "Example news",
    "every": "15m",
    "contact": "news@example.org",
    "country": "[ua, pl]",
    "language": "en",
    "hosts": "[news.example.org]",
    "tags": "[defence, europe]",
    "callback": "https://push.example.org/websub",
    "watch": "127.0.0.1:9464",
    "serve": "127.0.0.1:9466",
    "work": "127.0.0.1:9465",
    "ca_file": "certificates/ca.pem",
    "cert_file": "certificates/own.pem",
    "key_file": "certificates/own.key",
    "sasl_mechanism": "SCRAM-SHA-512",
    "username": "pledgewire",
    "password": "a password",
    "password_file": "secrets/password",
    "api_key": "an API key",
    "api_key_file": "secrets/api-key",
    "topic_prefix": "team.news.",
    "index_prefix": "team-news-",
    "java_home": "/opt/jdk-25",
    "kafka_port": "9092",
    "elasticsearch_port": "9200",
    "run_as": "nobody",
    "write_token": "a token of 16 characters or more",
    "write_token_file": "secrets/write-token",
    "trusted_user_header": "X-Remote-User",
    "trusted_proxies": "[127.0.0.1]",
    "maven_repository": "https://maven.example.org/maven2",
}
"""What to write where the default is nothing."""


def example() -> str:
    """Gives the example: as it is it changes nothing, and each key is right once the `#` before it is taken away."""
    lines, above = [HEAD.rstrip("\n")], tuple[str, ...]()
    for key in keys():
        depth = len(key.path) - 1
        if "*" in key.path and key.path[:-1] != above:
            lines.append(_line("  - ", key))  # the first key of an item
        elif "*" in key.path:
            lines.append(_line("    ", key))
        elif key.section is not None:
            lines += ["", f"# {key.description}", f"#{key.path[-1]}:"]
        elif depth == 0:
            lines += ["", f"# {key.description}", f"#{key.path[-1]}: {_value(key)}"]
        else:
            lines.append(_line("  ", key))
        above = key.path[:-1]
    return "\n".join(lines) + "\n"


def _line(indent: str, key: Key) -> str:
    return f"#{f'{indent}{key.path[-1]}: {_value(key)}':<50} # {key.description}"


def _value(key: Key) -> str:
    default = key.default
    if default is None or default in ("", ()):
        return SAMPLES.get(".".join(key.path)) or SAMPLES[key.path[-1]]
    return _written(key, default)


def _written(key: Key, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if any(getattr(note, "func", None) is seconds for note in key.field.metadata):
        return written(value)
    return str(value)
