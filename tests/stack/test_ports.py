"""Choosing ports."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import StackError
from stack import ports
from tests.stack.recorder import Recorder


@pytest.fixture
def busy() -> Iterator[int]:
    """A loopback port that this process listens on."""
    with socket.socket() as listening:
        listening.bind((ports.LOOPBACK, 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_ports_found_at_the_first_start_are_kept(tmp_path: Path) -> None:
    kept = tmp_path / "ports.json"
    asked: dict[str, int | None] = {ports.KAFKA: None, ports.HTTP: None}
    first = ports.choose(asked, kept, Recorder())
    assert first == ports.choose(asked, kept, Recorder())
    assert len(set(first.values())) == 2
    assert all(port in ports.CHOICE for port in first.values())


def test_a_port_asked_for_wins_over_the_one_kept(tmp_path: Path, busy: int) -> None:
    kept = tmp_path / "ports.json"
    ports.choose({ports.KAFKA: None}, kept, Recorder())
    free = ports.free(set())
    assert ports.choose({ports.KAFKA: free}, kept, Recorder()) == {ports.KAFKA: free}


def test_a_port_asked_for_that_is_taken_is_refused_with_who_holds_it(tmp_path: Path, busy: int) -> None:
    expected = rf"Port {busy} is taken by \S+ \(pid {os.getpid()}\): free it, or set stack.kafka_port to another"
    with pytest.raises(StackError, match=expected):
        ports.choose({ports.KAFKA: busy}, tmp_path / "ports.json", Recorder())


def test_a_kept_port_that_is_taken_meanwhile_is_changed_and_said(tmp_path: Path, busy: int) -> None:
    kept = tmp_path / "ports.json"
    kept.write_text(f'{{"kafka": {busy}}}')
    seen = Recorder()
    chosen = ports.choose({ports.KAFKA: None}, kept, seen)
    assert chosen[ports.KAFKA] != busy
    assert seen.said == [f"Port {busy} (kafka) is taken{ports.holder(busy)}; another is used."]


def test_a_port_for_root_alone_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(StackError, match=r"Port 80 is for root alone: set stack\.kafka_port to another"):
        ports.choose({ports.KAFKA: 80}, tmp_path / "ports.json", Recorder())


def test_one_port_for_both_servers_is_refused(tmp_path: Path) -> None:
    port = ports.free(set())
    with pytest.raises(StackError, match=f"Port {port} is taken"):
        ports.choose({ports.KAFKA: port, ports.HTTP: port}, tmp_path / "ports.json", Recorder())
