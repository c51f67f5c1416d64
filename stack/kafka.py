"""One Kafka broker that is its own controller (KRaft), on loopback only."""

import base64
import logging
import os
import shlex
import socket
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path

from schemas.errors import StackError
from schemas.printable import one_line
from stack.java import Jdk
from stack.ports import LOOPBACK
from stack.spec import NotReadyError, Spec
from stack.why import reason

NAME = "kafka"
SETTINGS = """\
# Written at every start; what can be changed is in pledgewire's configuration.
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller}
listeners=CLIENTS://{host}:{port},CONTROLLER://{host}:{controller}
advertised.listeners=CLIENTS://{host}:{port}
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENTS
controller.listener.names=CONTROLLER
log.dirs={data}
# A mistyped topic is a mistake, not a new topic.
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# One machine: few partitions start faster, and the cleaner's 128 MB would be a quarter of the heap.
offsets.topic.num.partitions=4
transaction.state.log.num.partitions=4
share.coordinator.state.topic.num.partitions=4
log.cleaner.dedupe.buffer.size=33554432
group.initial.rebalance.delay.ms=250
"""
FORMAT_SECONDS = 60
LONGEST_REASON = 300
"""Letters of what the tool itself said."""


def settings(port: int, controller: int, data: Path) -> str:
    """Gives the server's properties."""
    return SETTINGS.format(host=LOOPBACK, port=port, controller=controller, data=data)


def prepare(folder: Path, jdk: Jdk, jars: Sequence[Path], port: int, controller: int) -> Path:
    """Writes the properties file, which it gives; formats the data folder the first time. Raises StackError."""
    file = folder / "server.properties"
    data = folder / "data"
    file.write_text(settings(port, controller, data), encoding="utf-8")
    if not (data / "meta.properties").exists():
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        tool = ["kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", str(file)]
        command = [jdk.tool("java"), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", _classpath(jars), *tool]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=FORMAT_SECONDS)
        except (subprocess.SubprocessError, OSError) as error:
            said = str(getattr(error, "stderr", None) or error)
            why = reason(said, getattr(error, "returncode", None))
            raise StackError(
                f"Kafka's data folder {data} could not be made: {why} ({one_line(said, longest=LONGEST_REASON)})."
            ) from None
    return file


def _classpath(jars: Sequence[Path]) -> str:
    return ":".join(str(jar) for jar in jars)


def spec(*, properties: Path, jdk: Jdk, jars: Sequence[Path], port: int, heap: str, log: Path, version: str) -> Spec:
    """Tells the supervisor how to run the broker that `prepare` made ready."""
    command = (
        jdk.tool("java"),
        f"-Xmx{heap}",
        "-Xms64m",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={log.parent}/kafka-crash.log",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        # Kafka's own way to add options to its Java command line.
        *shlex.split(os.environ.get("KAFKA_OPTS", "")),
        "-cp",
        _classpath(jars),
        "kafka.Kafka",
        str(properties),
    )
    address = f"{LOOPBACK}:{port}"
    return Spec(
        name=NAME,
        command=command,
        log=log,
        probe=lambda: probe(address),
        folder=properties.parent,
        version=version,
        address=address,
        heap=heap,
        data=properties.parent,
    )


def probe(address: str, timeout: float = 5.0) -> None:
    """Returns when the broker gives its cluster's metadata and has itself in it. Raises NotReadyError."""
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=timeout).close()
    except OSError as error:
        raise NotReadyError(f"{address} does not answer ({error.strerror or 'timed out'})") from None
    from kafka import KafkaAdminClient
    from kafka.errors import KafkaError

    # A broker that is not there yet is no news: without a handler the client's warnings would go to stderr.
    logging.getLogger("kafka").addHandler(logging.NullHandler())
    milliseconds = int(timeout * 1000)
    try:
        client = KafkaAdminClient(
            bootstrap_servers=address,
            client_id="pledgewire-probe",
            request_timeout_ms=milliseconds,
            bootstrap_timeout_ms=milliseconds,
        )
        try:
            if not client.describe_cluster()["brokers"]:
                raise NotReadyError("the broker has not registered with its controller")
        finally:
            client.close()
    except (KafkaError, OSError) as error:
        raise NotReadyError(f"{address} gives no metadata ({type(error).__name__})") from None
