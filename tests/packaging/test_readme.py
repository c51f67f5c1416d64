"""Every command that the README and the help texts show can be typed."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def commands() -> list[str]:
    """Gives every command line that begins with `pledgewire`, from code blocks and from `code` in the prose."""
    found = []
    for page in PAGES:
        text = page.read_text()
        blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```", text)
        lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
        lines += re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))
        found += [re.split(r"\s[|>#;&]|\s{3}", line.removeprefix(".venv/bin/"))[0] for line in lines]
    return sorted({line for line in found if line.startswith("pledgewire ")})


def options(command: object) -> dict[str, bool]:
    """Gives the options of a command, and whether a value follows each."""
    parameters = command.params  # type: ignore[attr-defined]
    return {"-h": False, "--help": False} | {
        name: not getattr(each, "is_flag", False) for each in parameters for name in [*each.opts, *each.secondary_opts]
    }


@pytest.mark.parametrize("line", commands())
def test_a_command_that_is_shown_is_one_that_exists_with_these_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command: object = typer.main.get_command(app)
    while words:
        word = words.pop(0)
        if word.startswith("-") and word != "-":
            name, _, value = word.partition("=")
            assert name in options(command), f"{line}: there is no option {name} there"
            if options(command)[name] and not value and words:
                words.pop(0)
        elif hasattr(command, "commands"):
            assert word in command.commands, f"{line}: there is no command {word}"
            command = command.commands[word]


def test_the_readme_shows_commands_at_all() -> None:
    assert len(commands()) >= 10
