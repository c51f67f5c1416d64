"""The commands that docker-compose.yml runs in its containers, tried on the embedded servers and on a stand-in."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from cli.main import app
from config.model import Config
from schemas.endpoints import Endpoints
from stack import java
from stack.artifacts import KAFKA, pinned
from stack.passwords import USER
from stack.start import where
from tests.compose.files import DOCKERFILE, ROOT, SERVICES, unescaped


def health(name: str) -> str:
    """The shell command of a service's health check."""
    kind, command = SERVICES[name]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    return unescaped(command)


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as Docker does for CMD-SHELL."""
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, timeout=60, env=environment, check=False
    )


@pytest.mark.servers
def test_elasticsearchs_health_check_passes_with_the_password_and_fails_without(endpoints: Endpoints) -> None:
    server = endpoints.elasticsearch
    command = health("elasticsearch")
    assert "http://localhost:9200" in command
    assert '"elastic:%s"' in command
    # The embedded server's address and user stand in for the container's own.
    command = command.replace("http://localhost:9200", server.urls[0]).replace('"elastic:%s"', f'"{USER}:%s"')
    assert shell(command, ELASTIC_PASSWORD=server.password or "").returncode == 0
    assert shell(command, ELASTIC_PASSWORD="wrong").returncode != 0
    gone = command.replace(server.urls[0], "http://127.0.0.1:9")
    assert shell(gone, ELASTIC_PASSWORD=server.password or "").returncode != 0


def test_the_pages_health_check_passes_where_it_answers_and_fails_where_it_does_not(httpserver: HTTPServer) -> None:
    kind, program, *words = SERVICES["page"]["healthcheck"]["test"]
    assert (kind, program, words[0]) == ("CMD", "python", "-c")
    httpserver.expect_request("/api/openapi.json").respond_with_data("{}")
    there = words[1].replace("127.0.0.1:8770", f"127.0.0.1:{httpserver.port}")
    assert subprocess.run([sys.executable, "-c", there], timeout=60, check=False, capture_output=True).returncode == 0
    gone = words[1].replace("127.0.0.1:8770", "127.0.0.1:9")
    assert subprocess.run([sys.executable, "-c", gone], timeout=60, check=False, capture_output=True).returncode != 0


@pytest.mark.servers
def test_kafkas_health_check_passes_on_a_broker(endpoints: Endpoints, stack_config: Config) -> None:
    words = health("kafka").split()
    heap, script, *arguments = words
    assert heap == "KAFKA_HEAP_OPTS=-Xmx96m"
    # kafka-configs.sh hands its arguments to this class, which the broker's own jar holds.
    assert script == "/opt/kafka/bin/kafka-configs.sh"
    assert arguments[:2] == ["--bootstrap-server", "localhost:19092"]
    arguments[1] = endpoints.kafka.servers[0]
    jars = where(stack_config).artifacts
    classpath = ":".join(str(jars / artifact.file) for artifact in pinned() if artifact.part == KAFKA)
    jdk = java.find(None)
    assert jdk is not None
    command = [jdk.tool("java"), "-Xmx96m", "-cp", classpath, "kafka.admin.ConfigCommand", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 0, answer.stderr
    assert "broker 1" in answer.stdout


def test_kafkas_ports_agree_with_each_other() -> None:
    environment = SERVICES["kafka"]["environment"]
    listeners = dict(one.split("://") for one in environment["KAFKA_LISTENERS"].split(","))
    assert environment["KAFKA_ADVERTISED_LISTENERS"] == "INSIDE://kafka:19092,OUTSIDE://localhost:${KAFKA_PORT:-9092}"
    assert listeners == {"INSIDE": ":19092", "OUTSIDE": ":9092", "CONTROLLER": "localhost:29093"}
    assert environment["KAFKA_CONTROLLER_QUORUM_VOTERS"] == "1@localhost:29093"
    # 16 bytes in URL-safe base64 without padding is what Kafka takes for a cluster's id.
    assert len(base64.urlsafe_b64decode(environment["CLUSTER_ID"] + "==")) == 16
    assert SERVICES["workers"]["environment"]["PLEDGEWIRE_KAFKA__SERVERS"] == "kafka:19092"


def test_kibanas_user_gets_its_password_and_no_argument_shows_one(httpserver: HTTPServer, tmp_path: Path) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        processes = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        (tmp_path / "ps").write_text(processes, encoding="utf-8")
        return Response("{}", content_type="application/json")

    httpserver.expect_request("/_security/user/kibana_system/_password", method="POST").respond_with_handler(answer)
    service = SERVICES["kibana-password"]
    assert service["entrypoint"] == ["bash", "-c"]
    (command,) = service["command"]
    command = unescaped(command).replace("http://elasticsearch:9200", httpserver.url_for("").rstrip("/"))
    environment = {"PATH": os.environ["PATH"], "ELASTIC_PASSWORD": "first-secret", "KIBANA_PASSWORD": "second-secret"}
    subprocess.run([*service["entrypoint"], command], env=environment, timeout=60, check=True)
    (request,) = seen
    assert request.authorization is not None
    assert (request.authorization.username, request.authorization.password) == ("elastic", "first-secret")
    assert request.get_json() == {"password": "second-secret"}
    processes = (tmp_path / "ps").read_text(encoding="utf-8")
    assert "kibana_system/_password" in processes
    assert "secret" not in processes


@pytest.mark.parametrize(("success", "passes"), [(True, True), (False, False)])
def test_kibanas_dashboard_is_imported_and_what_kibana_refuses_is_a_failure(
    httpserver: HTTPServer, success: bool, passes: bool
) -> None:
    seen: list[tuple[Request, bytes]] = []

    def answer(request: Request) -> Response:
        seen.append((request, request.files["file"].read()))
        return Response(json.dumps({"success": success}, separators=(",", ":")), content_type="application/json")

    httpserver.expect_request("/api/saved_objects/_import", method="POST").respond_with_handler(answer)
    service = SERVICES["kibana-objects"]
    (volume,) = service["volumes"]
    source, target, _ = volume.split(":")
    (command,) = service["command"]
    assert f"@{target}" in command
    command = unescaped(command).replace("http://kibana:5601", httpserver.url_for("").rstrip("/"))
    command = command.replace(f"@{target}", f"@{ROOT / source}")
    environment = {"PATH": os.environ["PATH"], "ELASTIC_PASSWORD": "first-secret"}
    ran = subprocess.run([*service["entrypoint"], command], env=environment, timeout=60, check=False)
    assert (ran.returncode == 0) is passes
    ((request, body),) = seen
    assert request.authorization is not None
    assert (request.authorization.username, request.authorization.password) == ("elastic", "first-secret")
    assert request.args["overwrite"] == "true"
    assert request.headers["kbn-xsrf"]
    assert body == (ROOT / source).read_bytes()


def test_kibanas_health_check_passes_when_it_is_available_only(httpserver: HTTPServer) -> None:
    command = health("kibana")
    assert "http://localhost:5601/" in command
    command = command.replace("http://localhost:5601", httpserver.url_for("").rstrip("/"))
    httpserver.expect_oneshot_request("/api/status").respond_with_json({"status": {"overall": {"level": "available"}}})
    assert shell(command).returncode == 0
    httpserver.expect_oneshot_request("/api/status").respond_with_json({}, status=503)
    assert shell(command).returncode != 0


@pytest.mark.parametrize("name", ["workers", "watch", "seeds"])
def test_the_projects_own_containers_run_commands_that_exist(name: str) -> None:
    words = [word for word in SERVICES[name]["command"] if not word.startswith(("-", "/"))]
    assert words[0] in {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }


def test_the_image_runs_pledgewire_as_a_user_who_is_not_root() -> None:
    lines = DOCKERFILE.splitlines()
    assert 'ENTRYPOINT ["pledgewire"]' in lines
    user = max(number for number, line in enumerate(lines) if line.startswith("USER "))
    assert lines[user] == "USER pledgewire"
    assert user < lines.index('ENTRYPOINT ["pledgewire"]')
    assert not any(line.startswith("USER root") for line in lines[user:])


def test_the_image_holds_every_package_and_none_of_the_secrets() -> None:
    root = Path(__file__).parents[2]
    kept = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = {folder.parent.name for folder in root.glob("*/__init__.py")} - {"bench", "tests"}
    copied = {"requirements.lock", "pyproject.toml", "README.md", "hatch_build.py", "seeds", "vocabulary"}
    assert packages | copied <= kept
    assert not {".env", ".git", "pledgewire.yaml"} & kept
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
