"""Where the servers are: those of the configuration, or the embedded ones that run now."""

from config.model import Config
from schemas.endpoints import ElasticsearchEndpoint, Endpoints, KafkaEndpoint
from schemas.errors import StackError
from stack import elasticsearch, kafka
from stack.passwords import USER, password
from stack.places import Places
from stack.start import where
from stack.state import read


def _address(places: Places, name: str) -> str:
    state = read(places.state)
    if state is None or state.stopping or not state.supervisor.alive():
        raise StackError(
            "The embedded servers do not run: type `pledgewire up --detach` (or `pledgewire up` in another terminal)."
        )
    member = state.member(name)
    if member is None:
        raise StackError(
            f"The embedded servers run without {name}: type `pledgewire down`, then `pledgewire up --detach`."
        )
    if member.condition in ("waiting", "starting"):
        raise StackError("The embedded servers are still starting: wait until `pledgewire status` shows them ready.")
    return member.address


def _kafka(config: Config, places: Places) -> KafkaEndpoint:
    asked = config.kafka
    if asked.servers == "embedded":
        return KafkaEndpoint(servers=(_address(places, kafka.NAME),), topic_prefix=asked.topic_prefix)
    return KafkaEndpoint(
        servers=asked.servers,
        tls=asked.tls,
        ca_file=asked.ca_file,
        cert_file=asked.cert_file,
        key_file=asked.key_file,
        sasl_mechanism=asked.sasl_mechanism,
        username=asked.username,
        password=asked.password.get_secret_value() if asked.password else None,
        topic_prefix=asked.topic_prefix,
    )


def _elasticsearch(config: Config, places: Places) -> ElasticsearchEndpoint:
    asked = config.elasticsearch
    if asked.urls == "embedded":
        return ElasticsearchEndpoint(
            urls=(_address(places, elasticsearch.NAME),),
            username=USER,
            password=password(places.secret),
            index_prefix=asked.index_prefix,
        )
    return ElasticsearchEndpoint(
        urls=asked.urls,
        ca_file=asked.ca_file,
        verify_certificates=asked.verify_certificates,
        username=asked.username,
        password=asked.password.get_secret_value() if asked.password else None,
        api_key=asked.api_key.get_secret_value() if asked.api_key else None,
        index_prefix=asked.index_prefix,
    )


def endpoints(config: Config) -> Endpoints:
    """
    Gives both servers' addresses and how to be let in.

    Raises StackError, telling what to type, where one of them is the embedded one and does not run or still starts.
    """
    places = where(config)
    return Endpoints(kafka=_kafka(config, places), elasticsearch=_elasticsearch(config, places))
