"""Which addresses a fetch may connect to: those of the public internet, asked of the address connected to.

A check of names or written addresses is not enough: `0x7f.1`, `[::ffff:127.0.0.1]`, a name that means loopback only the
second time. So the question is asked where the socket is made, after everything has been resolved.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]

# Global by the registries' letter, and yet ways to reach a network of one's own, or nobody (RFC 6052, 3056, 4380,
# 7526, 8155, 6890, 4291, 3879).
_NEVER = tuple(
    map(
        ip_network,
        (
            *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10", "100::/64"),
            *("192.88.99.0/24", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"),
        ),
    )
)


class PrivateAddressError(OSError):
    """Raised instead of connecting to an address that is not on the public internet."""


def is_public(address: str) -> bool:
    """Whether a numeric address is one on the public internet."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if any(found in network for network in _NEVER if network.version == found.version):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def public_socket(info: AddressInfo) -> socket.socket:
    """Gives a socket for an address that was resolved (aiohttp's `socket_factory`). Raises PrivateAddressError."""
    family, kind, protocol, _, address = info
    host = str(address[0])
    if family not in (socket.AF_INET, socket.AF_INET6) or not is_public(host):
        raise PrivateAddressError(f"{host} is a private address")
    return socket.socket(family=family, type=kind, proto=protocol)
