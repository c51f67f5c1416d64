"""What docker-compose.yml says: its form, its versions, its ports, its variables."""

import importlib.metadata
import json
import re
from pathlib import Path

import jsonschema
import pytest

from config.load import load_with_origins
from schemas.errors import StackError
from stack.artifacts import ELASTICSEARCH, KAFKA, pinned, version
from stack.dotenv import NAMES, write
from tests.compose.files import COMPOSE, ROOT, SERVICES, TEXT

VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)(?P<default>:[-?][^}]*)?\}")


def specification() -> jsonschema.Draft202012Validator:
    """The Compose specification, as check-jsonschema ships it."""
    shipped = importlib.metadata.distribution("check-jsonschema")
    schema = Path(str(shipped.locate_file("check_jsonschema/builtin_schemas/vendor/compose-spec.json")))
    return jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def test_it_has_the_form_that_the_compose_specification_asks_for() -> None:
    specification().validate(COMPOSE)


def test_a_misspelt_key_would_not_have_that_form() -> None:
    wrong = {"services": {"kafka": {"image": "x", "healthchek": {}}}}
    with pytest.raises(jsonschema.ValidationError):
        specification().validate(wrong)


def test_servers_have_the_versions_of_the_embedded_ones() -> None:
    artifacts = pinned()
    elastic = version(ELASTICSEARCH, artifacts)
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{version(KAFKA, artifacts)}"
    assert {SERVICES[name]["image"] for name in ("elasticsearch", "kibana-password", "kibana-objects")} == {
        f"elasticsearch:{elastic}"
    }
    assert SERVICES["kibana"]["image"] == f"kibana:{elastic}"


def test_every_published_port_is_on_loopback() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(published) == 4
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_env_writes_every_variable_that_has_no_default(tmp_path: Path) -> None:
    write(tmp_path / ".env")
    lines = (tmp_path / ".env").read_text(encoding="utf-8").splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    used = {match[1]: match["default"] or "" for match in VARIABLE.finditer(TEXT)}
    assert {name for name, default in used.items() if not default.startswith(":-")} == set(written) == set(NAMES)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", value) for value in written.values())
    assert len(set(written.values())) == len(written)


def test_the_env_file_is_for_its_owner_alone_and_is_not_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    write(file)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text(encoding="utf-8")
    with pytest.raises(StackError, match="--force"):
        write(file)
    assert file.read_text(encoding="utf-8") == before
    write(file, force=True)
    assert file.read_text(encoding="utf-8") != before
    assert file.stat().st_mode & 0o777 == 0o600


def test_kibana_finds_every_variable_that_its_settings_name() -> None:
    settings = (ROOT / "docker" / "kibana.yml").read_text(encoding="utf-8")
    body = "\n".join(line for line in settings.splitlines() if not line.startswith("#"))
    assert set(re.findall(r"\$\{(\w+)\}", body)) == set(SERVICES["kibana"]["environment"])


def test_the_workers_variables_are_a_configuration_that_loads() -> None:
    environment = {
        name: VARIABLE.sub(lambda found: "" if ":-" in found[0] else "drawn", str(value))
        for name, value in SERVICES["workers"]["environment"].items()
    }
    config = load_with_origins(environ=environment).config
    assert config.kafka.servers == ("kafka:19092",)
    assert config.elasticsearch.urls == ("http://elasticsearch:9200",)
    assert config.elasticsearch.username == "elastic"
    assert config.elasticsearch.password is not None
    assert config.elasticsearch.password.get_secret_value() == "drawn"


def test_the_pages_variables_are_a_configuration_that_loads_beside_the_workers() -> None:
    given = {name: str(value) for name, value in SERVICES["page"]["environment"].items()}
    token = given["PLEDGEWIRE_WEB__WRITE_TOKEN"]
    assert VARIABLE.sub("", token) == ""
    drawn = {name: VARIABLE.sub("drawn-by-the-command-env", value) for name, value in given.items()}
    # How the workers tell who saved a search stands with nothing in it, which is as if it were not there.
    drawn = {name: value for name, value in drawn.items() if ":-" not in given[name]}
    config = load_with_origins(environ=drawn).config
    assert config.web.in_container
    assert config.web.write_token is not None
    assert config.web.write_token.get_secret_value() == "drawn-by-the-command-env"
    assert SERVICES["page"]["environment"].items() >= SERVICES["workers"]["environment"].items()
    port = SERVICES["page"]["ports"][0].rpartition(":")[2]
    assert config.web.listen.rpartition(":")[2] == port
    assert f"127.0.0.1:{port}/" in SERVICES["page"]["healthcheck"]["test"][-1]


def test_the_token_that_env_draws_is_one_that_the_page_takes(tmp_path: Path) -> None:
    write(tmp_path / ".env")
    lines = (tmp_path / ".env").read_text(encoding="utf-8").splitlines()
    token = next(line.removeprefix("WRITE_TOKEN=") for line in lines if line.startswith("WRITE_TOKEN="))
    config = load_with_origins(environ={"PLEDGEWIRE_WEB__WRITE_TOKEN": token}).config
    assert config.web.write_token is not None


def test_the_workers_are_told_how_to_tell_those_who_saved_a_search() -> None:
    given = {
        "PLEDGEWIRE_ALERTS__SIGNING_KEY": "a key that is long enough",
        "PLEDGEWIRE_MAIL__HOST": "mail.example.org",
        "PLEDGEWIRE_MAIL__SENDER": "news@example.org",
        "PLEDGEWIRE_MAIL__USERNAME": "news",
        "PLEDGEWIRE_MAIL__PASSWORD": "a password",
    }
    passed_on = {name: str(value) for name, value in SERVICES["workers"]["environment"].items() if ":-" in str(value)}
    assert passed_on == {name: f"${{{name}:-}}" for name in given}
    assert load_with_origins(environ=given).config.mail.host == "mail.example.org"


@pytest.mark.parametrize(
    "name", [name for name in SERVICES if name not in {"seeds", "kibana-password", "kibana-objects"}]
)
def test_what_runs_for_long_is_restarted_and_bounded_in_memory(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["mem_limit"]


def test_servers_keep_their_data_in_named_volumes() -> None:
    for name in ("kafka", "elasticsearch", "kibana"):
        assert any(str(volume).startswith(f"{name}:/") for volume in SERVICES[name]["volumes"])
        assert name in COMPOSE["volumes"]
