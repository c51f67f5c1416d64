"""`/metrics` on a loopback address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import REGISTRY, CollectorRegistry, start_http_server


@contextmanager
def serving(
    address: str | None, key: str, say: Callable[[str], None], registry: CollectorRegistry = REGISTRY
) -> Iterator[None]:
    """Serves what a registry holds for the time of the block; `address` is that of the configuration's `key`,
    and without one nothing is served.

    Where it cannot be listened on, `say` hears so, and the block runs without: nothing stops for want of a measure.
    """
    if address is None:
        yield
        return
    host, _, port = address.rpartition(":")
    try:
        server, thread = start_http_server(int(port), addr=host.strip("[]"), registry=registry)
    except OSError as error:
        say(f"{key}: {address} cannot be listened on ({error.strerror}). It runs without metrics.")
        yield
        return
    say(f"Metrics are at http://{address}/metrics.")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
