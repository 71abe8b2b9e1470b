"""Hosts in the network, connected to by an address that was looked at: public ones only.

What a stranger's package names could else reach into the reader's own network. The name is looked
up once, and the connection goes to the address that was checked, so a second look-up cannot lead
elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator, Sequence

from pincite.files.addresses import Unreachable

IDLE_SECONDS = 30  # until a server answers, and between two pieces of what it sends
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_PUBLIC = [  # which `is_global` calls public, of each Python or of some
    ipaddress.ip_network(text)
    for text in (
        "fec0::/10",  # of one site (RFC 3879)
        "3fff::/20",  # for documentation (RFC 9637)
        "192.0.0.0/24",  # for protocols (RFC 6890)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "168.63.129.16/32",  # of the host of a virtual machine in Azure
    )
]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def connected(host: str, port: int, private: Sequence[str]) -> socket.socket:
    """A socket connected to a host; raises CannotRun where it is not a public one, and OSError.

    `private` are the hosts, as names or addresses, with a port or without, that need not be
    public.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    named = {name.lower() for name in private}
    if not named & {host.lower(), f"{host.lower()}:{port}"}:
        for *_, place in found:
            _check_public(host, str(place[0]))
    last: OSError = OSError("the name has no address")
    for family, kind, protocol, _, place in found:
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(IDLE_SECONDS)
        try:
            connection.connect(place)
        except OSError as error:
            connection.close()
            last = error
        else:
            return connection
    raise last


def _check_public(host: str, text: str) -> None:
    address = ipaddress.ip_address(text.partition("%")[0])
    for one in (address, *_within(address)):
        if not is_public(one):
            what = f"{host} is" if host == text else f"{host} is {text}, which is"
            raise Unreachable(
                f"{what} not a public address: a package could look into your own network;"
                f" --allow-private {host} permits it",
                step=f"give --allow-private {host} if you trust what is there",
            )


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network: not private, loopback, link-local, ..."""
    is_odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_odd and not any(address in net for net in _NOT_PUBLIC)


def _within(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """The addresses of the older protocol that one of the newer leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
