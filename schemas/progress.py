"""How a long job tells how far it is, without knowing who looks: the command line shows it, tests record it."""

from typing import Protocol


class Progress(Protocol):
    """Receives how far jobs are. A job is known by its label; calling again with the same label moves it on."""

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        """`done` of `total` (None: nobody knows how many); `unit` is `bytes` or the word for one of them: `article`.

        `more` tells something beside that, such as `3 refused`.
        """

    def say(self, sentence: str) -> None:
        """Something worth a line of its own."""


class Silent:
    """Progress that nobody looks at."""

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        """Forgets it."""

    def say(self, sentence: str) -> None:
        """Forgets it."""
