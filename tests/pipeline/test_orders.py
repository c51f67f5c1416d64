"""What the parent tells a worker."""

import io
from pathlib import Path

from config.model import Config
from pipeline.orders import orders_for, read, write
from schemas.endpoints import ElasticsearchEndpoint, Endpoints, KafkaEndpoint

ENDPOINTS = Endpoints(
    kafka=KafkaEndpoint(servers=("k:1",), ca_file=Path("/ca.pem"), password="hunter2"),
    elasticsearch=ElasticsearchEndpoint(urls=("https://e:2",), password="hunter3", index_prefix="p-"),
)

MODEL = {"kind": "llm", "url": "https://model.example/v1", "model": "small", "api_key": "hunter4"}


def test_orders_arrive_as_they_were_given_passwords_and_paths_included() -> None:
    config = Config.model_validate(
        {"workers": {"stall": "3m"}, "vocabulary": "/v", "elasticsearch": {"replicas": 2, "password": "hunter3"}}
    )
    given = orders_for("index", 2, config, ENDPOINTS, "json")
    pipe = io.BytesIO()
    write(given, pipe)
    pipe.seek(0)
    taken = read(pipe)
    assert taken == given
    assert taken.endpoints.kafka.ca_file == Path("/ca.pem")
    assert taken.endpoints.elasticsearch.password == "hunter3"
    assert taken.workers_settings().stall == 180.0
    assert taken.elasticsearch_settings().replicas == 2
    assert taken.vocabulary == Path("/v")


def test_orders_show_no_password() -> None:
    config = Config.model_validate({"tagger": MODEL})
    orders = orders_for("enrich", 1, config, ENDPOINTS, "text")
    assert orders.model is not None
    assert orders.model.api_key == "hunter4"
    assert "hunter" not in repr(orders)
    assert "hunter" not in repr(orders.model)


def test_a_language_model_is_ordered_only_where_it_is_the_kind_of_tagger() -> None:
    config = Config.model_validate({"tagger": {**MODEL, "kind": "rules"}})
    assert orders_for("enrich", 1, config, ENDPOINTS, "text").model is None
