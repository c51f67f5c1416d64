"""The commands that ask the suite's servers, as they are typed."""

import os
import pty
import subprocess
import sys

from config.model import Config
from tests.search.conftest import Library


def typed(library: Library, config: Config) -> list[str]:
    """Gives the command with the suite's servers and what the library holds."""
    prefix = f"elasticsearch.index_prefix={library.prefix}"
    return [sys.executable, "-m", "cli", "--data-dir", str(config.data_dir), "--set", prefix]


def run(command: list[str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs it into pipes."""
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, timeout=60)


def on_a_terminal(command: list[str], *arguments: str) -> str:
    """Gives what the command prints on a terminal of 80 columns."""
    main, terminal = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen([*command, *arguments], stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        printed = b""
        while True:
            try:
                part = os.read(main, 65_536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            printed += part
        assert process.wait(timeout=60) == 0
    os.close(main)
    return printed.decode()
