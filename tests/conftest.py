"""
Real servers for the whole suite, started once, and a corner of them for each test.

PLEDGEWIRE_TEST_STACK names the data folder of a stack that runs already (`pledgewire --data-dir DIR up --detach`): it
is used and left alone. Without it a stack is started for the suite and ended with it; where none can be had, tests
that need it are skipped, or fail where CI=true.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from config.model import Config
from schemas.endpoints import Endpoints
from schemas.errors import StackError
from stack.endpoints import endpoints as reach

SHARED = "PLEDGEWIRE_TEST_STACK"
START_SECONDS = 600
QUICK = {"ES_JAVA_OPTS": "-XX:TieredStopAtLevel=1", "KAFKA_OPTS": "-XX:TieredStopAtLevel=1"}
"""Servers that live for a test run start in half the time when Java compiles their code quickly rather than well."""


def _missing(why: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def stack_config() -> Iterator[Config]:
    """The configuration under which the suite's servers run."""
    shared = os.environ.get(SHARED)
    if shared:
        yield Config(data_dir=Path(shared))
        return
    # Not pytest's own folders: as root Elasticsearch runs as another user, who may not enter those.
    folder = Path(tempfile.mkdtemp(prefix="pledgewire-suite-"))
    folder.chmod(0o711)
    empty = folder / "pledgewire.yaml"
    empty.write_text("{}\n", encoding="utf-8")
    command = [sys.executable, "-m", "cli", "--config", str(empty), "--data-dir", str(folder / "data")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PLEDGEWIRE_")} | QUICK
    try:
        started = subprocess.run(
            [*command, "up", "--detach"],
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
            env=environment,
        )
        if started.returncode != 0:
            _missing(f"No servers for the tests: {started.stderr.strip()}")
        yield Config(data_dir=folder / "data")
    finally:
        subprocess.run([*command, "down"], capture_output=True, timeout=120, check=False, env=environment)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def stack_endpoints(stack_config: Config) -> Endpoints:
    """The suite's servers, without prefixes."""
    try:
        return reach(stack_config)
    except StackError as error:
        _missing(f"{SHARED}: {error}")
        raise


@pytest.fixture
def endpoints(stack_endpoints: Endpoints) -> Endpoints:
    """The suite's servers, with prefixes for topics (`t3f9a….`) and indices (`t3f9a…-`) that no other test has."""
    prefix = f"t{uuid.uuid4().hex[:10]}"
    return msgspec.structs.replace(
        stack_endpoints,
        kafka=msgspec.structs.replace(stack_endpoints.kafka, topic_prefix=f"{prefix}."),
        elasticsearch=msgspec.structs.replace(stack_endpoints.elasticsearch, index_prefix=f"{prefix}-"),
    )
