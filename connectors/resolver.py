"""Looks up names in threads of its own, so that slow name servers hold up nothing else."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiohttp.abc import AbstractResolver, ResolveResult

AT_ONCE = 100
"""Names looked up at once. The event loop's own threads are six on two cores, and Kafka is spoken to from them."""

# Of the process: a thread that waits for a name server cannot be ended, so each session's own would be left behind.
_THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="names")


class Resolver(AbstractResolver):
    """Gives the addresses of a host as the system knows them. Raises OSError where it has none."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Gives every address; which of them may be connected to is not judged here (connectors.address_guard)."""
        ask = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        found = await asyncio.get_running_loop().run_in_executor(_THREADS, ask)
        return [
            ResolveResult(
                hostname=host,
                host=f"{address[0]}%{address[3]}" if len(address) == 4 and address[3] else str(address[0]),
                port=int(address[1]),
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
        ]

    async def close(self) -> None:
        """Does nothing: the threads are of the process."""
