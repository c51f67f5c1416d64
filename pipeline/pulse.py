"""How a worker tells its watchdog that waiting is not being stuck."""

import time
from collections.abc import Callable


class Pulse:
    """Written by an agent, read by the watchdog's thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes a clock in seconds."""
        self._clock = clock
        self._alive_until = clock()

    def alive_for(self, seconds: float) -> None:
        """Says that for so long there is a good reason for making no progress, such as a server that is away."""
        self._alive_until = max(self._alive_until, self._clock() + seconds)

    @property
    def alive(self) -> bool:
        """Tells whether such a reason holds now."""
        return self._clock() < self._alive_until
