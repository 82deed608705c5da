"""Where the server listens: this machine only, unless the person says otherwise."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Sequence
from typing import TypeVar

from evenweave.common.plain import gettext as _
from evenweave.config.console import serving
from evenweave.config.trouble import Trouble

LOCALHOST = "localhost"
# Both, because browsers try both for "localhost", and somebody else must not answer on the other.
LOOPBACK = ("127.0.0.1", "::1")
ANY_PORT = 0
WAITING = 256
Socket = TypeVar("Socket", bound=socket.socket)
NOT_HERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def addresses(host: str) -> list[str]:
    """The addresses that a host name means. Raises Trouble for one that means none."""
    if host == LOCALHOST:
        return list(LOOPBACK)
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Trouble(
            _(
                "There is no address “{host}”. Leave --host out, or name one of this machine."
            ).format(host=host)
        ) from None
    return list(dict.fromkeys(str(place[0]) for *_rest, place in found))


def is_public(host: str) -> bool:
    """Whether others than this machine could reach it there."""
    return not all(
        ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in addresses(host)
    )


def is_every_address(host: str) -> bool:
    """Whether it means all addresses of this machine, and so no name of its own."""
    return any(ipaddress.ip_address(a.partition("%")[0]).is_unspecified for a in addresses(host))


def listen(host: str, port: int) -> list[socket.socket]:
    """Take the port on every address of `host`, so that a visitor already waits in line.

    Port 0 takes any free one. Raises Trouble when the port is taken or forbidden.
    """
    taken = listen_on(addresses(host), port, socket.socket)
    if not taken:
        raise Trouble(
            _("This machine does not have the address {host}. Leave --host out.").format(host=host)
        )
    return taken


def listen_on(where: Sequence[str], port: int, made: type[Socket]) -> list[Socket]:
    """Take the port on those of these addresses that this machine has."""
    taken: list[Socket] = []
    try:
        for address in where:
            try:
                taken.append(listen_at(address, port, made))
            except OSError as problem:
                if problem.errno not in NOT_HERE:
                    raise
                continue  # a machine without IPv6, or without IPv4
            port = taken[-1].getsockname()[1]
    except OSError as problem:
        close(taken)
        raise why_not_listen(problem, port) from None
    return taken


def listen_at(address: str, port: int, made: type[Socket]) -> Socket:
    """One listening socket."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    taken = made(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind((address, port))
        taken.listen(WAITING)
    except OSError:
        taken.close()
        raise
    return taken


def close(taken: Sequence[socket.socket]) -> None:
    """Give the port back."""
    for one in taken:
        one.close()


def why_not_listen(problem: OSError, port: int) -> Trouble:
    """The sentence for a port that cannot be had."""
    another = port + 1 if 1024 <= port < 65_535 else 8000
    advice = _("Choose another: {command} serve --port {port}").format(
        command=serving(), port=another
    )
    if problem.errno == errno.EADDRINUSE:
        reason = _("Port {port} is busy: another program listens there.").format(port=port)
    elif problem.errno in {errno.EACCES, errno.EPERM}:
        reason = _("Port {port} is kept for the machine’s owner.").format(port=port)
    else:
        reason = _("Port {port} cannot be used ({reason}).").format(
            port=port, reason=problem.strerror
        )
    return Trouble(f"{reason} {advice}")
