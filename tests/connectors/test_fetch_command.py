"""`pledgewire fetch`: single pages by their address."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from config.model import Config
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, decode
from schemas.publish import json_schema
from tests.connectors.serving import Site
from tests.connectors.test_watch import page, published


async def run(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Runs pledgewire; gives its exit code and what it printed on stdout and stderr."""
    command = [sys.executable, "-m", "cli", "--set", "fetching.allow_private_addresses=true", *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, errors = await process.communicate()
    return process.returncode or 0, out.decode(), errors.decode()


def test_pages_are_printed_without_any_server_and_those_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    async def work() -> tuple[int, str, str]:
        async with Site().serve() as site:
            site.put("/france", page("France"))
            site.put("/poland", page("Poland"))
            urls = [site.address + path for path in ("/france", "/poland?token=swordfish", "/france", "/gone")]
            return await run("fetch", "--print", "--json", *urls, cwd=tmp_path)

    code, out, errors = asyncio.run(work())
    lines = [json.loads(line) for line in out.splitlines()]
    for line in lines:
        Draft202012Validator(json_schema(CLEANED)).validate(line)
    assert sorted(line["title"] for line in lines) == ["France offers troops", "Poland offers troops"]
    assert code == 7
    assert "/gone: not found (404)" in errors
    assert errors.splitlines()[-1] == "pledgewire: 1 of 3 addresses gave no article"
    assert "swordfish" not in errors + json.dumps([line["url"] for line in lines if "france" in line["url"]])


def test_one_page_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    code, out, errors = asyncio.run(
        run("--quiet", "fetch", "--print", "http://127.0.0.1:9/a?key=swordfish", cwd=tmp_path)
    )
    assert (code, out, errors) == (7, "", "pledgewire: http://127.0.0.1:9/a?key=***: does not answer\n")
    code, out, errors = asyncio.run(run("fetch", "file:///etc/passwd", cwd=tmp_path))
    assert (code, out, errors) == (2, "", "pledgewire: file:///etc/passwd: is no http or https address\n")


@pytest.mark.servers
def test_a_fetched_page_is_published(stack_config: Config, endpoints: Endpoints, tmp_path: Path) -> None:
    async def work() -> tuple[int, str, str]:
        async with Site().serve() as site:
            site.put("/france", page("France"))
            flags = [
                "--data-dir",
                str(stack_config.data_dir),
                "--set",
                f"kafka.topic_prefix={endpoints.kafka.topic_prefix}",
            ]
            return await run(*flags, "fetch", "--no-wait", "--json", f"{site.address}/france", cwd=tmp_path)

    code, out, _ = asyncio.run(work())
    assert code == 0
    assert json.loads(out) == {"published": 1, "refused": 0}
    (value,) = published(endpoints.kafka, CLEANED)
    article = decode(value, CleanedArticle)
    assert article.title == "France offers troops"
    assert article.url.endswith("/france")
