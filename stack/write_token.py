"""The token that writing on the page needs: the configuration's, or one that is drawn once and kept."""

from config.model import Config
from schemas.errors import StackError, UsageError
from stack import passwords
from stack.places import make_own
from stack.start import where


def write_token(config: Config, *, anew: bool = False) -> str:
    """Gives the token; draws one where neither the configuration has it nor a start before drew it, or for `anew`.

    What is drawn is kept in the data folder for its owner alone. Raises StackError where it cannot be kept or read,
    UsageError for `anew` where the configuration has it.
    """
    if config.web.write_token is not None:
        if anew:
            raise UsageError("--new: the token is that of web.write_token: change it there")
        return config.web.write_token.get_secret_value()
    places = where(config)
    try:
        make_own(places)
        kept = passwords.drawn(places.write_token) if anew else passwords.password(places.write_token)
    except OSError as error:
        raise StackError(f"{places.write_token} cannot be written ({error.strerror}): set web.write_token.") from None
    if not kept:
        raise StackError(f"{places.write_token} is empty: type `pledgewire write-token --new`.")
    return kept
