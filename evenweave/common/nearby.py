"""Whether somebody sits at the very machine that answers, with nothing in between."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest  # noqa: TID251 - its type; the web stays outside

LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
# What a server in between says of whom it speaks for. Whoever wants in could not take it away.
PASSED_ON = [
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-Ip",
    "Via",
    "Cf-Connecting-Ip",
]


def is_nearby(request: HttpRequest) -> bool:
    """Whether this came from a browser on this machine, to a server that is only for this machine.

    All must hold: `evenweave serve` listens to this machine alone and is known by no other name,
    the browser calls it by a name of this machine (a page from elsewhere cannot, whatever its own
    name leads to), the connection is from here, and no server in between passed it on.
    """
    if not settings.IS_FOR_THIS_MACHINE or settings.HOSTS or settings.HTTPS:
        return False
    name = request.get_host().rpartition(":")[0] or request.get_host()
    if name not in LOCAL_NAMES or any(header in request.headers for header in PASSED_ON):
        return False
    return comes_from_here(request.META.get("REMOTE_ADDR", ""))


def comes_from_here(address: str) -> bool:
    """Whether an address is this machine’s own."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
