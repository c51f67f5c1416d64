"""The real servers from start to stop, through everything that may happen to them in between."""

import json
import os
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.model import Config
from schemas.errors import StackError
from stack.endpoints import endpoints as reach
from stack.start import where
from tests.stack.own import READY, Own, reachable_from_elsewhere, until

pytestmark = pytest.mark.servers
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start something as another user")


@pytest.fixture(scope="module")
def own(stack_config: Config) -> Iterator[Own]:
    """One stack for this module; each test takes it as the one before left it and has it running by `ensure`."""
    # The suite's own stack has filled the cache, so that a failure here is none of the network.
    folder = Path(tempfile.mkdtemp(prefix="pledgewire-own-"))
    folder.chmod(0o711)
    made = Own(folder)
    yield made
    made.clean()
    left = made.processes()
    shutil.rmtree(folder, ignore_errors=True)
    assert left == []


def server(own: Own, name: str) -> psutil.Process:
    """The Java process that is the server: for Elasticsearch the launcher's child."""
    leader = psutil.Process(own.status()["servers"][name]["pid"])
    return next(iter(leader.children()), leader)


def test_before_the_first_start_nothing_runs_and_it_says_what_to_type(own: Own) -> None:
    answer = own.run("status")
    assert answer.returncode == 5
    assert "pledgewire up" in answer.stderr
    with pytest.raises(StackError, match="type `pledgewire up --detach`"):
        reach(Config(data_dir=own.data))
    assert own.run("down").stderr.strip() == "Nothing was running."


def test_up_has_both_ready_and_a_second_up_finds_them(own: Own) -> None:
    own.ensure()
    found = own.status()
    assert found["state"] == "running"
    assert {name: one["state"] for name, one in found["servers"].items()} == {
        "kafka": "ready",
        "elasticsearch": "ready",
    }
    before = {name: one["pid"] for name, one in found["servers"].items()}
    for again in (("up",), ("up", "--detach")):
        answer = own.run(*again)
        assert answer.returncode == 0
        assert "Already started by another `pledgewire up`." in answer.stderr
        assert found["servers"]["kafka"]["address"] in answer.stderr
    assert {name: one["pid"] for name, one in own.status()["servers"].items()} == before


def test_status_tells_a_person_what_it_tells_a_program(own: Own) -> None:
    own.ensure()
    shown = own.run("status")
    assert shown.returncode == 0
    for one in own.status()["servers"].values():
        for key in ("address", "version", "data_dir", "log", "heap"):
            assert str(one[key]) in shown.stdout
        assert one["answers"] is True
        assert one["memory"] > 50_000_000
        assert one["uptime"] > 0
    reached = reach(Config(data_dir=own.data))
    assert reached.kafka.servers == (own.status()["servers"]["kafka"]["address"],)
    assert reached.elasticsearch.urls == (own.status()["servers"]["elasticsearch"]["address"],)


def test_only_loopback_listens(own: Own) -> None:
    own.ensure()
    listening = [
        connection.laddr
        for one in own.processes()
        for connection in one.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 4
    assert {address.ip for address in listening} <= {"127.0.0.1", "::ffff:127.0.0.1"}
    assert not any(reachable_from_elsewhere(address.port) for address in listening)


def test_the_password_is_in_no_argument_and_no_log_and_for_its_owner_alone(own: Own) -> None:
    own.ensure()
    secret = own.password
    file = own.data / "stack" / "elasticsearch.password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    for one in psutil.process_iter(["cmdline"]):
        assert secret not in " ".join(one.info["cmdline"] or ())
    for log in (own.data / "logs").iterdir():
        assert secret.encode() not in log.read_bytes()
    assert secret not in own.run("status", "--json").stdout


def test_elasticsearch_refuses_who_has_no_password(own: Own) -> None:
    import requests

    own.ensure()
    url = own.status()["servers"]["elasticsearch"]["address"]
    assert requests.get(f"{url}/_cluster/health", timeout=30).status_code == 401
    assert requests.get(f"{url}/_cluster/health", auth=("elastic", "changeme"), timeout=30).status_code == 401


def test_a_mistyped_topic_is_not_made(own: Own) -> None:
    from kafka import KafkaProducer
    from kafka.errors import KafkaError

    own.ensure()
    producer = KafkaProducer(
        bootstrap_servers=own.status()["servers"]["kafka"]["address"], max_block_ms=2000, allow_auto_create_topics=True
    )
    with pytest.raises(KafkaError):
        producer.send("news.artcile", b"x").get(10)
    producer.close()


def test_a_killed_server_is_started_again_and_its_data_is_there(own: Own) -> None:
    own.ensure()
    own.fill()
    for name in ("elasticsearch", "kafka"):
        server(own, name).kill()
    until(lambda: all(f"Ready again: {name}." in own.said for name in ("elasticsearch", "kafka")))
    for name in ("Elasticsearch", "Kafka"):
        assert f"{name} ended: it was killed (by a person, or by the system for want of memory)." in own.said
    assert {one["restarts"] for one in own.status()["servers"].values()} == {1}
    assert own.holds_all()


def test_after_a_killed_supervisor_up_ends_what_it_left_and_starts_anew(own: Own) -> None:
    own.ensure()
    own.fill()
    assert own.up is not None
    before = {name: one["pid"] for name, one in own.status()["servers"].items()}
    os.kill(own.up.pid, signal.SIGKILL)
    own.up.wait()
    found = own.status()
    assert found["state"] == "orphaned"
    assert own.run("status").returncode == 5
    with pytest.raises(StackError, match="type `pledgewire up"):
        reach(Config(data_dir=own.data))
    own.ensure()
    assert "A supervisor that was killed left kafka, elasticsearch running: ended first." in own.said
    assert not any(psutil.pid_exists(pid) for pid in before.values())
    assert own.holds_all()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_both_and_keeps_the_data_and_the_ports(own: Own, how: signal.Signals) -> None:
    # Each round meets what the one before it stopped, and the tests before those.
    own.ensure()
    address = own.status()["servers"]["kafka"]["address"]
    kept = json.loads((own.data / "stack" / "ports.json").read_text())
    assert address == f"127.0.0.1:{kept['kafka']}"
    own.fill()
    assert own.holds_all()
    assert own.end(how) == 0
    assert own.said.rstrip().endswith("Stopped; the data is kept.")
    assert own.processes() == []
    assert own.status()["state"] == "stopped"
    assert json.loads((own.data / "stack" / "ports.json").read_text()) == kept


def test_ctrl_c_while_they_start_leaves_nothing_running(own: Own) -> None:
    own.run("down")
    up = own.begin()
    until(lambda: len(own.status()["servers"]) == 2)
    assert own.status()["state"] == "starting"
    with pytest.raises(StackError, match="still starting"):
        reach(Config(data_dir=own.data))
    assert own.end(signal.SIGINT) == 130
    assert up.returncode == 130
    assert READY not in own.said
    assert own.said.rstrip().endswith("Interrupted before the servers were ready.")
    assert own.processes() == []


def test_an_order_to_end_ends_a_detached_start_that_is_not_ready_and_all_that_it_started(own: Own) -> None:
    own.run("down")
    own.begin("--detach")
    until(lambda: len(own.status()["servers"]) == 2)
    assert own.end(signal.SIGTERM) == 130
    assert own.said.rstrip().endswith("Interrupted before the servers were ready.")
    assert own.processes() == []


def test_down_stops_a_detached_start_and_its_workers(own: Own) -> None:
    answer = own.run("up", "--detach", "--workers")
    assert answer.returncode == 0, answer.stderr
    assert READY in answer.stderr
    found = own.status()
    assert found["state"] == "running"
    assert found["servers"]["workers"]["state"] == "ready"
    below = psutil.Process(found["supervisor"]).children(recursive=True)
    assert found["servers"]["workers"]["pid"] in {one.pid for one in below}
    answer = own.run("down")
    assert answer.returncode == 0
    assert answer.stderr.strip() == "Stopped; the data is kept."
    assert own.processes() == []
    until(lambda: not any(one.is_running() for one in below))


def test_a_port_that_is_taken_is_named_with_the_key_to_change(own: Own) -> None:
    own.run("down")
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        for flags in (("up",), ("up", "--detach")):
            answer = Own(own.folder, "--set", f"stack.kafka_port={port}").run(*flags)
            assert answer.returncode == 5
            last = answer.stderr.strip().splitlines()[-1]
            assert last.startswith(f"pledgewire: Port {port} is taken by ")
            assert last.endswith("free it, or set stack.kafka_port to another.")


def test_a_server_that_cannot_start_says_why_and_where_its_log_is(own: Own) -> None:
    own.run("down")
    answer = Own(own.folder, "--set", "stack.elasticsearch_heap=900000g").run("up")
    assert answer.returncode == 5
    last = answer.stderr.strip().splitlines()[-1]
    log = own.data / "logs" / "elasticsearch.log"
    assert last.startswith("pledgewire: Elasticsearch did not start: there is not enough memory: lower")
    assert last.endswith(f"Its log is {log}.")
    assert own.processes() == []


def test_without_a_jdk_it_says_what_to_install(own: Own) -> None:
    answer = Own(own.folder, "--set", "stack.java_home=/nonexistent").run("up")
    assert answer.returncode == 5
    assert "install a JDK 21 or later" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_an_unpacked_file_that_was_cut_short_is_unpacked_anew(own: Own, tmp_path: Path) -> None:
    from stack import java
    from stack.artifacts import ELASTICSEARCH, pinned
    from stack.elasticsearch_home import LABEL, home
    from tests.stack.recorder import Recorder

    zipped = next(artifact for artifact in pinned() if artifact.part == ELASTICSEARCH)
    jdk = java.find(None)
    assert jdk is not None
    artifacts = where(Config(data_dir=own.data)).artifacts
    seen = Recorder()
    made = home(zipped, artifacts / zipped.file, jdk, tmp_path, seen)
    jar = made / "lib" / "elasticsearch-9.5.3.jar"
    size = jar.stat().st_size
    again = Recorder()
    assert home(zipped, artifacts / zipped.file, jdk, tmp_path, again) == made
    assert again.amounts == {}
    os.truncate(jar, 1000)
    assert home(zipped, artifacts / zipped.file, jdk, tmp_path, again) == made
    assert LABEL in again.amounts
    assert jar.stat().st_size == size


@AS_ROOT
def test_a_plain_user_runs_both_too(own: Own, stack_config: Config) -> None:
    folder = Path(tempfile.mkdtemp(prefix="pledgewire-plain-"))
    cache = folder / "cache"
    cache.mkdir()
    shutil.copytree(where(stack_config).artifacts, cache / "artifacts")
    for path in (folder, cache, cache / "artifacts"):
        os.chown(path, 65534, 65534)
    plain = Own(folder, "--set", f"cache_dir={cache}", as_nobody=True)
    try:
        plain.ensure()
        owners = {one.username() for one in plain.processes() if one.name() == "java"}
        assert owners == {"nobody"}
        assert all(one["answers"] for one in plain.status()["servers"].values())
        began = time.monotonic()
        assert plain.end(signal.SIGINT) == 0
        assert time.monotonic() - began < 60
        assert plain.processes() == []
        closed = folder / "root's own"
        closed.mkdir()
        refused = Own(closed, "--set", f"cache_dir={cache}", as_nobody=True).run("up")
        assert refused.returncode == 5, refused.stderr
        said = f"pledgewire: {closed / 'data'} may not be written by this user: set data_dir and cache_dir."
        assert refused.stderr.strip() == said
    finally:
        plain.clean()
        shutil.rmtree(folder, ignore_errors=True)
