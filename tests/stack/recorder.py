"""A Progress that remembers."""


class Recorder:
    """What was said, and the last amounts of each job."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.amounts: dict[str, list[tuple[int, int | None]]] = {}

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        self.amounts.setdefault(label, []).append((done, total))

    def say(self, sentence: str) -> None:
        self.said.append(sentence)
