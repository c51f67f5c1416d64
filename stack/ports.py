"""Free ports on the loopback address: found at the first start, then kept, unless the configuration names them."""

import random
import socket
from collections.abc import Mapping
from pathlib import Path

import msgspec
import psutil

from schemas.errors import StackError
from schemas.progress import Progress

LOOPBACK = "127.0.0.1"
CHOICE = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections, so that a port kept stays free."""
KAFKA, CONTROLLER, HTTP, TRANSPORT = "kafka", "kafka controller", "elasticsearch", "elasticsearch transport"
KEYS = {KAFKA: "stack.kafka_port", HTTP: "stack.elasticsearch_port"}
"""The key of the configuration that names a port."""


def taken(port: int) -> bool:
    """Tells whether something listens on a loopback port, or it may not be had."""
    return _refused(port) is not None


def _refused(port: int) -> OSError | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            return error
    return None


def free(avoid: set[int]) -> int:
    """Gives a port that nobody listens on, drawn so that two starts at once rarely meet. Raises StackError."""
    for port in random.SystemRandom().sample(CHOICE, len(CHOICE)):
        if port not in avoid and not taken(port):
            return port
    raise StackError(f"No port from {CHOICE.start} to {CHOICE.stop} is free: set stack.kafka_port and others.")


def holder(port: int) -> str:
    """Names the process that listens on a port, as far as the system tells us, else an empty string."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
                return f" by {psutil.Process(connection.pid).name()} (pid {connection.pid})" if connection.pid else ""
    except psutil.Error:
        pass
    return ""


def choose(asked: Mapping[str, int | None], kept: Path, progress: Progress) -> dict[str, int]:
    """
    Gives a port for each name: the one asked for, else the one in the file `kept` if it is free, else a new one.

    Writes the file. Raises StackError where a port asked for is taken, naming who holds it.
    """
    try:
        before = msgspec.json.decode(kept.read_bytes(), type=dict[str, int])
    except (OSError, msgspec.DecodeError):
        before = {}
    chosen: dict[str, int] = {}
    for name, port in asked.items():
        if port is not None and isinstance(_refused(port), PermissionError):
            raise StackError(f"Port {port} is for root alone: set {KEYS[name]} to another, such as one above 1023.")
        if port is not None and (taken(port) or port in chosen.values()):
            raise StackError(f"Port {port} is taken{holder(port)}: free it, or set {KEYS[name]} to another.")
        if port is None:
            port = before.get(name)
            if port is not None and (taken(port) or port in chosen.values()):
                progress.say(f"Port {port} ({name}) is taken{holder(port)}; another is used.")
                port = None
        chosen[name] = port or free({*chosen.values(), *before.values()})
    kept.write_bytes(msgspec.json.encode(chosen))
    return chosen
