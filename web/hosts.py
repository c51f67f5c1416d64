"""Under which names we are asked. Another name is a page elsewhere that had its own name resolved to us."""

from collections.abc import Sequence

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problems import refused

LOCAL = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a browser of this machine may call us."""


class Hosts:
    """Middleware that answers 400 to who asks under another name: Starlette's check, in the words of our failures."""

    def __init__(self, app: ASGIApp, *, names: Sequence[str]) -> None:
        """`names` are answered to beside this machine's own."""
        self._app, self._names = app, (*LOCAL, *names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        let_in = False

        async def inside(scope: Scope, receive: Receive, _: Send) -> None:
            nonlocal let_in
            let_in = True
            await self._app(scope, receive, send)

        async def unheard(_: Message) -> None:
            pass

        await TrustedHostMiddleware(inside, self._names, www_redirect=False)(scope, receive, unheard)
        if not let_in:
            told = "nothing is served under this name; a proxy's own stands in `web.hosts` of the configuration"
            await refused(scope["path"], 400, told)(scope, receive, send)
