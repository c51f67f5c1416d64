"""A language model behind an OpenAI-compatible endpoint: one question, one answer, bounded in time and size."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import aiohttp
import msgspec
from msgspec import Struct

from config.model import Fetching
from connectors.body import TooLargeError
from connectors.fetch_failure import is_private, said_plainly
from connectors.freshness import retry_after
from connectors.session import open_session
from connectors.status import refusal
from schemas.endpoints import ModelEndpoint
from schemas.errors import FetchError, InputError
from schemas.redact import redact

MOST_BYTES = 1_000_000
"""Of an answer; one to an article of the longest kind has a few thousand."""
FIRST_PAUSE = 1.0
"""Seconds before a second attempt; each further pause is twice as long."""
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class _Message(Struct, frozen=True, kw_only=True):
    content: str | None = None


class _Choice(Struct, frozen=True, kw_only=True):
    message: _Message


class _Answer(Struct, frozen=True, kw_only=True):
    choices: tuple[_Choice, ...] = ()


class Chat:
    """Asks a model. What the endpoint fails at is tried again while there is time; redirects are not followed, so that
    the key goes nowhere else.
    """

    def __init__(self, endpoint: ModelEndpoint, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Connects at each question: between two of them seconds pass."""
        self._endpoint, self._monotonic = endpoint, monotonic
        self._url = f"{endpoint.url.rstrip('/')}/chat/completions"
        self._bounds = Fetching(
            timeout=endpoint.timeout,
            silence_timeout=endpoint.timeout,
            connect_timeout=min(10.0, endpoint.timeout),
            allow_private_addresses=endpoint.allow_private_addresses,
        )

    def ask(self, system: str, user: str) -> str:
        """Gives the model's answer. Raises FetchError where there is none in time, InputError where it is no answer."""
        question = {
            "model": self._endpoint.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        body = asyncio.run(self._in_time(msgspec.json.encode(question)))
        try:
            answer = msgspec.json.decode(body, type=_Answer)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(
                f"{redact(self._url)}: does not answer as an OpenAI-compatible endpoint: {error}"
            ) from error
        content = answer.choices[0].message.content if answer.choices else None
        if not content:
            raise InputError(f"{redact(self._url)}: the model answers nothing")
        return content

    async def _in_time(self, question: bytes) -> bytes:
        end, pause = self._monotonic() + self._endpoint.timeout, FIRST_PAUSE
        while True:
            try:
                return await self._once(question, end - self._monotonic())
            except FetchError as error:
                wait = max(pause, error.retry_after or 0.0)
                worth_it = error.status in AGAIN or error.status is None
                if not worth_it or is_private(error) or self._monotonic() + wait >= end:
                    raise
            await asyncio.sleep(wait)
            pause *= 2

    async def _once(self, question: bytes, left: float) -> bytes:
        key = self._endpoint.api_key
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        with said_plainly(self._url, self._bounds, "tagger.allow_private_addresses"):
            async with (
                asyncio.timeout(max(left, 0.001)),
                open_session(self._bounds) as session,
                session.post(self._url, data=question, headers=headers, allow_redirects=False) as response,
            ):
                if response.status != 200:
                    wait = retry_after(response.headers, datetime.now(UTC))
                    sentence = f"{redact(self._url)}: {refusal(response.status)}"
                    raise FetchError(sentence, status=response.status, retry_after=wait)
                return await _read(response)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise aiohttp.ClientPayloadError("it was asked for an answer that is not compressed")
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLargeError(f"is more than {MOST_BYTES / 1e6:g} MB")
    return bytes(body)
