"""How we name ourselves to servers, and by which word their robots.txt may speak of us."""

import re

from config.model import Fetching


def user_agent(settings: Fetching) -> str:
    """Gives the User-Agent header: our name, and the contact as a comment where there is one."""
    return f"{settings.user_agent} (+{settings.contact})" if settings.contact else settings.user_agent


def robots_token(settings: Fetching) -> str:
    """Gives the product token (RFC 9309, 2.2.1) that robots.txt is read for: the word with which our name begins."""
    return re.split(r"[^A-Za-z_-]", settings.user_agent)[0].lower()
