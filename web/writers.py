"""Who may write: who knows the write token, or whom a trusted proxy names. Everybody else reads."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request

from schemas.printable import one_line
from web.limits import Allowance
from web.signed import signed, unsigned

COOKIE = "pledgewire_session"
LASTS = 12 * 3600
"""Seconds for which a sign-in and the forms of a page hold."""
LONGEST_NAME = 80
MOST_SIGNED_OUT = 10_000
GUESSES, GUESSES_A_SECOND = 20.0, 1 / 3
"""Wrong tokens that are heard at once and then: for all clients together, since behind a proxy, and for whoever may
choose among the loopback addresses, an address tells nobody apart."""
NOBODY = "nobody may write here: set web.write_token, or web.trusted_user_header with web.trusted_proxies"


class Writer(Struct, frozen=True, kw_only=True):
    """Somebody who may write. `bound` is what the tokens of the forms on this writer's pages belong to."""

    name: str
    by: Literal["sign-in", "token", "proxy"]
    bound: str


class _Session(Struct, frozen=True):
    name: str
    nonce: str
    until: float


class Writers:
    """Tells writers from readers. Nothing in it blocks; what checks tokens belongs to one event loop."""

    def __init__(
        self,
        token: str | None = None,
        *,
        header: str | None = None,
        proxies: Sequence[str] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`token` is what writing needs; `header` names the user, believed from the addresses `proxies` alone."""
        self._token = None if token is None else _digest(token)
        self._header, self._proxies = header, tuple(ip_network(one) for one in proxies)
        self._clock = clock
        self._guesses = Allowance(GUESSES_A_SECOND, burst=GUESSES)
        self._signed_out: dict[str, float] = {}

    @property
    def signs_in(self) -> bool:
        """Whether there is a token to sign in with."""
        return self._token is not None

    @property
    def possible(self) -> bool:
        """Whether anybody may write."""
        return self.signs_in or self._header is not None

    def of_page(self, request: Request) -> Writer | None:
        """Gives the writer whom a proxy names or who signed in; None for a reader."""
        return self._named(request) or self._signed_in(request.cookies.get(COOKIE, ""))

    def of_program(self, request: Request) -> Writer:
        """Gives the writer of a request to the API. Raises HTTPException: 401, 403 or 429."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.signs_in:
            self._check(token.strip())
            return Writer(name="API", by="token", bound="")
        named = self._named(request)
        if named is None:
            raise self.refusal()
        return named

    def sign_in(self, token: str, name: str) -> str:
        """Gives the cookie of who knows the token. Raises HTTPException: 401, 403 or 429."""
        self._check(token)
        session = _Session(shown(name) or "somebody", secrets.token_hex(16), self._clock() + LASTS)
        return signed(msgspec.json.encode(session), "session")

    def sign_out(self, request: Request) -> None:
        """Ends the session of a cookie, wherever a copy of it is."""
        session = self._session(request.cookies.get(COOKIE, ""))
        if session is not None:
            now = self._clock()
            self._signed_out = {nonce: until for nonce, until in self._signed_out.items() if until > now}
            if len(self._signed_out) < MOST_SIGNED_OUT:
                self._signed_out[session.nonce] = session.until

    def form_token(self, writer: Writer | None) -> str:
        """Gives what every form on a page of this writer carries, so that no page of others can send one."""
        return signed(str(self._clock() + LASTS).encode(), f"form {writer.bound if writer else ''}")

    def check_form(self, writer: Writer | None, token: str) -> None:
        """Raises HTTPException (403) for a token that is not of this writer's pages, or is too old."""
        until = unsigned(token, f"form {writer.bound if writer else ''}")
        if until is None or float(until) < self._clock():
            raise HTTPException(HTTPStatus.FORBIDDEN, "this form is too old or not ours: load the page and try again")

    def refusal(self) -> HTTPException:
        """Gives what is answered to who may not write."""
        if not self.possible:
            return HTTPException(HTTPStatus.FORBIDDEN, NOBODY)
        wanted = "sign in" if self.signs_in else "the proxy must say who you are"
        challenge = {"WWW-Authenticate": 'Bearer realm="pledgewire"'} if self.signs_in else {}
        return HTTPException(HTTPStatus.UNAUTHORIZED, f"reading is free, writing is not: {wanted}", challenge)

    def _check(self, token: str) -> None:
        if self._token is None:
            raise HTTPException(HTTPStatus.FORBIDDEN, NOBODY)
        # Taken before the token is looked at, else a guess that is right would be heard however many came before it.
        wait = self._guesses.take("", 1.0)
        if wait:
            seconds = str(int(wait) + 1)
            sentence = f"too many wrong tokens: wait {seconds} s"
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, sentence, {"Retry-After": seconds})
        if not hmac.compare_digest(_digest(token), self._token):
            challenge = {"WWW-Authenticate": 'Bearer realm="pledgewire", error="invalid_token"'}
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "this is not the write token", challenge)
        self._guesses.give("", 1.0)

    def _named(self, request: Request) -> Writer | None:
        if self._header is None or request.client is None or not self._trusted(request.client.host):
            return None
        given = request.headers.getlist(self._header)
        # Two of them: the proxy passes on what its client sent beside its own.
        name = shown(given[0].encode("latin-1").decode("utf-8", "replace")) if len(given) == 1 else ""
        return Writer(name=name, by="proxy", bound=f"proxy {name}") if name else None

    def _trusted(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._proxies)

    def _signed_in(self, cookie: str) -> Writer | None:
        session = self._session(cookie)
        return Writer(name=session.name, by="sign-in", bound=f"session {session.nonce}") if session else None

    def _session(self, cookie: str) -> _Session | None:
        body = unsigned(cookie, "session")
        if body is None:
            return None
        session = msgspec.json.decode(body, type=_Session)
        return session if session.until > self._clock() and session.nonce not in self._signed_out else None


def shown(name: str) -> str:
    """Gives a person's name as it is kept and shown."""
    return one_line(name, longest=LONGEST_NAME)


def _digest(token: str) -> bytes:
    """Of one length whatever is given, so that comparing tells nothing of the length either."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
