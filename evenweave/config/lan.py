"""A local network: a room with people, and perhaps no internet. Who is there comes in by HTTPS.

Only addresses that nobody has on the internet are used (RFC 1918 and 3927, RFC 4193), and only by
the names that the certificate has. A page from elsewhere whose own name leads here is refused: that
is how such pages would otherwise reach what is inside a network (DNS rebinding).
"""

from __future__ import annotations

import fcntl
import re
import socket
import struct
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Any

from evenweave.common.plain import gettext as _
from evenweave.config import listening
from evenweave.config.console import serving
from evenweave.config.trouble import USAGE, Trouble

NETWORKS = [
    ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
]
# What asks an interface for its address: Linux, and the systems that come from BSD (a Mac).
ASK_ADDRESS = 0x8915 if sys.platform == "linux" else 0xC020_6921
IPV6_OF_LINUX = Path("/proc/net/if_inet6")
# Nobody has it, and nothing is sent to it: it only shows which way messages would leave.
ANYWHERE = ("192.0.2.1", 9)
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d+)?")
TLS = b"\x16"  # how a device that speaks it begins (RFC 8446, 5.1)
LONGEST_QUESTION = 8192
PATH = re.compile(rb"[A-Z]+ (/[\x21-\x7e]*) HTTP/1\.[01]\r\n")

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


def addresses(host: str) -> list[str]:
    """This machine's addresses on local networks, the best first; or the one that `host` names.

    Raises Trouble where there is none, and for one that others could reach from the internet.
    """
    if host == listening.LOCALHOST:
        found = mine()
        if not found:
            raise Trouble(
                _(
                    "This machine is on no local network. Join the Wi-Fi of the room, or make a "
                    "hotspot, then try again. Without others, this is enough: {command} serve"
                ).format(command=serving())
            )
        return found
    named = listening.addresses(host)
    if not all(is_local(each) or ip_address(each).is_loopback for each in named):
        raise Trouble(
            _(
                "{host} is not an address of a local network, so --lan is refused. "
                "Leave --host out. For the internet, put a server with HTTPS in front."
            ).format(host=host),
            code=USAGE,
        )
    return named


def is_local(address: str) -> bool:
    """Whether it is one that nobody has on the internet."""
    return any(ip_address(address.partition("%")[0]) in each for each in NETWORKS)


def mine() -> list[str]:
    """This machine's own, IPv4 first: it is shorter to type."""
    found = [each for each in [*on_ipv4(), *on_ipv6()] if is_local(each)]
    best = way_out()
    return sorted(dict.fromkeys(found), key=lambda each: (":" in each, each != best))


def on_ipv4() -> Iterable[str]:
    """The address of each interface that has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _number, name in socket.if_nameindex():
            try:
                told = fcntl.ioctl(asking, ASK_ADDRESS, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue
            yield socket.inet_ntoa(told[20:24])


def on_ipv6() -> Iterable[str]:
    """The same for IPv6, where the system lists them in a file."""
    try:
        lines = IPV6_OF_LINUX.read_text(encoding="ascii").splitlines()
    except OSError:
        return
    for line in lines:
        yield str(IPv6Address(int(line.split()[0], 16)))


def way_out() -> str:
    """The address from which this machine would speak to others; "" where it has no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(ANYWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def own_names() -> list[str]:
    """What this machine is called on a local network (RFC 6762), beside its numbers."""
    name = socket.gethostname().lower().removesuffix(".local")
    return [f"{name}.local"] if LABEL.fullmatch(name) else []


def in_address(host: str) -> str:
    """As it stands in an address and in a Host header."""
    return f"[{host}]" if ":" in host else host


class OurNames:
    """Answers to our own names only, before anything else is looked at: pages, files, streams."""

    def __init__(self, application: Application, names: Iterable[str]) -> None:
        self.application = application
        self.names = frozenset(names)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.is_ours(dict(scope["headers"]).get(b"host", b"")):
            await self.application(scope, receive, send)
        elif scope["type"] == "http":
            await send({"type": "http.response.start", "status": 421, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    def is_ours(self, host: bytes) -> bool:
        """Whether a Host header names this machine."""
        told = HOST.fullmatch(host.decode("latin-1").lower())
        return told is not None and told[1].removesuffix(".") in self.names


class Door(socket.socket):
    """A listening socket. Whoever comes without HTTPS, as typed addresses do, is told the way.

    Linux lets it know of somebody once they have spoken; elsewhere they may be too early for that,
    and then find nothing but a closed door.
    """

    leads_to = ""

    def listen(self, *waiting: int) -> None:
        """Begin to listen."""
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 1)
        super().listen(*waiting)

    def accept(self) -> tuple[socket.socket, Any]:
        """The next who speaks HTTPS, or says nothing yet."""
        while True:
            connection, who = super().accept()
            try:
                begins = connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            except OSError:
                return connection, who
            if begins in {TLS, b""}:
                return connection, who
            self.show_the_way(connection)

    def show_the_way(self, connection: socket.socket) -> None:
        """Answer with the same page, by HTTPS."""
        with connection:
            connection.settimeout(1)
            try:
                asked = PATH.match(connection.recv(LONGEST_QUESTION))
                path = asked[1].decode() if asked else "/"
                told = f"Location: {self.leads_to}{path}\r\nContent-Length: 0\r\nConnection: close"
                connection.sendall(f"HTTP/1.1 307 Temporary Redirect\r\n{told}\r\n\r\n".encode())
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # they have gone
