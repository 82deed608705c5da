"""The mail server of an installation, as its address says. Needs no settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

# How the connection is encrypted, and the usual port of each: "starttls" is asked for and insisted
# on, "wrapped" is TLS from the first byte, "none" is for a server on the same machine.
PORTS = {"starttls": 587, "wrapped": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. The password never shows itself."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "starttls"


def server_at(url: str) -> Server:
    """The server that `smtp://user:password@host:port?tls=starttls` names.

    Raises ValueError, which never repeats the address: it holds a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise ValueError("unreadable") from None
    tls = asked.pop("tls", ["wrapped" if parts.scheme == "smtps" else "starttls"])[-1]
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or asked or tls not in PORTS:
        raise ValueError("unreadable")
    return Server(
        host=unquote(parts.hostname),
        port=port or PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )
