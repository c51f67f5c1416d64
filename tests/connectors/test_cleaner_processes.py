"""The processes of the cleaner: when they start, what they have, and whom one that ends takes along."""

import asyncio
import os
import signal
import threading
from datetime import UTC, datetime

import psutil

from connectors.cleaner import Cleaner
from connectors.page import Page
from schemas.article import CleanedArticle
from schemas.errors import FetchError

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "France is ready to give Ukraine guarantees of its security, its president told reporters in Paris."
PAGE = Page(html=f"<html><body><article><p>{SENTENCE}</p><p>{SENTENCE[::-1]}.</p></article></body></html>".encode())


def processes() -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True)}


def test_no_process_is_started_before_there_is_something_to_clean() -> None:
    before = processes()
    with Cleaner(timeout=20.0, workers=1) as cleaner:
        assert processes() == before
        assert isinstance(cleaner.clean(PAGE, NOW), CleanedArticle)
        assert processes() - before


def test_a_process_has_the_language_model_before_its_first_page() -> None:
    async def run() -> bool:
        with Cleaner(timeout=20.0, workers=1) as cleaner:
            return await cleaner.arun("x", eval, "'py3langid' in __import__('sys').modules")

    assert asyncio.run(run())


def test_pages_beside_one_that_breaks_its_process_are_cleaned() -> None:
    async def run() -> list[object]:
        with Cleaner(timeout=20.0, workers=2) as cleaner:
            pages = [cleaner.aclean(PAGE, NOW) for _ in range(6)]
            return await asyncio.gather(*pages[:3], cleaner.arun("x", os._exit, 1), *pages[3:], return_exceptions=True)

    found = asyncio.run(run())
    assert isinstance(found.pop(3), FetchError)
    assert len(found) == 6
    assert all(isinstance(one, CleanedArticle) for one in found)


def test_the_processes_hear_no_ctrl_c_and_whoever_started_them_still_does() -> None:
    async def run() -> set[int | signal.Signals]:
        with Cleaner(timeout=20.0, workers=1) as cleaner:
            return await cleaner.arun("x", signal.pthread_sigmask, signal.SIG_BLOCK, ())

    assert signal.SIGINT in asyncio.run(run())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_cleaner_that_is_left_while_its_processes_start_ends_them() -> None:
    with Cleaner(timeout=20.0, workers=1) as first:
        first.clean(PAGE, NOW)
    forked_from = processes()
    with Cleaner(timeout=20.0, workers=2) as cleaner:
        starting = threading.Thread(target=cleaner.clean, args=(PAGE, NOW))
        starting.start()
    starting.join()
    assert processes() <= forked_from
