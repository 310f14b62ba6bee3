"""A fence around a Python process: it reaches its own machine and nothing else; whoever tries ends loudly.

It is up once this module is imported. What a library in C opens without Python it does not see.
"""

import sys
from ipaddress import ip_address

_OUTWARD = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


class FenceError(BaseException):
    """Something reached for a network. No `except Exception` swallows it."""


def _watch(event: str, told: tuple[object, ...]) -> None:
    if event in _OUTWARD:
        address = told[1]
        host = address[0] if isinstance(address, tuple) else None
        what = f"{address!r}"
    elif event in _LOOKUPS:
        host, what = told[0], f"{told[0]!r}"
    else:
        return
    if not _is_here(host):
        raise FenceError(f"{event} to {what}: this suite and all that it starts stay on this machine")


def _is_here(host: object) -> bool:
    """Whether an address is of this machine alone; a Unix socket and one without an address have no host."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host == "localhost":
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_watch)
