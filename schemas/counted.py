"""Numbers of things, as a person says them."""


def counted(number: int, one: str, many: str = "") -> str:
    """Gives `1 feed` or `2 feeds`; `many` is the plural where it is not made by an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
