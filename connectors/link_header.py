"""The Link headers of an answer (RFC 8288), as far as WebSub needs them: addresses by their relation."""

import re
from collections.abc import Iterable

from connectors import addresses

MOST = 20
_LINK = re.compile(r"<\s*([^<>]{1,2048}?)\s*>((?:\s*;\s*[\w!#$&+.^`|~-]+\*?(?:\s*=\s*(?:\"[^\"]*\"|[^\s\",;]*))?)*)")
_PARAMETER = re.compile(r";\s*([\w!#$&+.^`|~-]+\*?)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))")


def relations(headers: Iterable[str], base: str) -> dict[str, str]:
    """Gives the first address of each relation; those that are no http or https addresses are left out."""
    found: dict[str, str] = {}
    for header in list(headers)[:MOST]:
        for link, parameters in _LINK.findall(header[:8_192])[:MOST]:
            address = addresses.absolute(link, base)
            told = (quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters) if name.lower() == "rel")
            for relation in next(told, "").lower().split():
                if address is not None:
                    found.setdefault(relation, address)
    return found
