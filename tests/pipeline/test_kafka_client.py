"""How an endpoint becomes the settings of the two clients."""

import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from faust.auth import SASLCredentials, SSLCredentials

from pipeline.faust_app import make_app
from pipeline.kafka_client import faust_broker, kafka_python
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ConfigError

PLAIN = KafkaEndpoint(servers=("a.example:9092", "[::1]:9093"))
SECRET = KafkaEndpoint(
    servers=("127.0.0.1:1",), sasl_mechanism="SCRAM-SHA-512", username="me", password="hunter2", tls=True
)


def test_a_plain_endpoint_needs_nothing_but_addresses() -> None:
    settings = kafka_python(PLAIN)
    assert settings["bootstrap_servers"] == ["a.example:9092", "[::1]:9093"]
    assert settings["security_protocol"] == "PLAINTEXT"
    assert [(url.host, url.port) for url in faust_broker(PLAIN)["broker"]] == [("a.example", 9092), ("::1", 9093)]
    assert "broker_credentials" not in faust_broker(PLAIN)


def test_tls_and_sasl_reach_both_clients() -> None:
    settings, credentials = kafka_python(SECRET), faust_broker(SECRET)["broker_credentials"]
    assert settings["security_protocol"] == "SASL_SSL"
    assert settings["sasl_plain_password"] == "hunter2"
    assert isinstance(settings["ssl_context"], ssl.SSLContext)
    assert isinstance(credentials, SASLCredentials)
    assert (credentials.protocol.value, credentials.mechanism.value) == ("SASL_SSL", "SCRAM-SHA-512")
    assert credentials.password == "hunter2"
    tls = KafkaEndpoint(servers=("a:1",), tls=True)
    assert isinstance(faust_broker(tls)["broker_credentials"], SSLCredentials)


LOGGED = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
import pipeline.kafka_client
pipeline.kafka_client.BOOTSTRAP_MS = 300
from kafka.admin import KafkaAdminClient
from schemas.errors import ServerError
from tests.pipeline.test_kafka_client import SECRET
try:
    with pipeline.kafka_client.said_plainly(SECRET, "publish"):
        KafkaAdminClient(**pipeline.kafka_client.kafka_python(SECRET))
except ServerError as error:
    print("SAID", error)
"""


def test_a_kafka_that_is_not_there_is_one_sentence_and_a_password_is_in_no_log_however_much_is_logged() -> None:
    # A process of its own, for a client of kafka-python that does not get to Kafka leaves a thread and its socket.
    done = subprocess.run([sys.executable, "-c", LOGGED], capture_output=True, text=True, timeout=60, check=True)
    logged = done.stdout + done.stderr
    assert (
        "SAID Kafka at 127.0.0.1:1 does not answer, so we cannot publish: is it running, and are kafka.servers, tls "
        "and sasl_mechanism right? `pledgewire up` starts the embedded one.\n"
    ) in logged
    assert "bootstrap_servers" in logged, "kafka-python no longer logs its settings; this test tests nothing"
    assert "hunter2" not in logged
    assert "hunter2" not in repr(SECRET) + repr(kafka_python(SECRET)) + repr(faust_broker(SECRET))


def test_certificates_that_do_not_load_are_a_mistake_of_the_configuration() -> None:
    endpoint = KafkaEndpoint(servers=("a:1",), tls=True, ca_file=Path("/no/such/ca.pem"))
    with pytest.raises(ConfigError, match=r"certificates for Kafka \(/no/such/ca.pem\) do not load"):
        kafka_python(endpoint)


def test_the_environment_does_not_lead_faust_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROKER_URL", "kafka://elsewhere.example:1")
    monkeypatch.setenv("STREAM_WAIT_EMPTY", "1")
    conf = make_app("enrich", PLAIN).conf
    assert [url.host for url in conf.broker] == ["a.example", "::1"]
    assert conf.stream_wait_empty is False
    assert conf.web_enabled is False
    assert conf.id == "pledgewire.enrich"
