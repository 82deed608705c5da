"""Open Evenweave in the browsers of this machine. Everything is set up on the first start."""

from __future__ import annotations

import argparse
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextlib import nullcontext as nothing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenweave.common.plain import gettext as _
from evenweave.config import databases, folders, lan, listening
from evenweave.config.console import say
from evenweave.config.trouble import USAGE, Trouble

if TYPE_CHECKING:
    import uvicorn

PORT = 8000
# How long a page that is under way, or a stream that stays open, may hold up the end.
SECONDS_TO_END = 1
# Of TLS 1.2, only what forgets its keys and cannot be tampered with; TLS 1.3 has nothing else.
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
# How long an e-mail that is being sent may hold it up.
SECONDS_TO_END_WORK = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, the port, the address, and whether the example is wanted."""
    folders.add_data_option(parser)
    parser.add_argument(
        "--port", type=port, default=PORT, metavar="N", help=_("the port (8000 unless you say)")
    )
    parser.add_argument(
        "--host",
        default=listening.LOCALHOST,
        metavar="ADDRESS",
        help=_("listen there too, for others to reach; needs a folder without the example people"),
    )
    parser.add_argument(
        "--lan",
        action="store_true",
        help=_("with HTTPS, for everybody on the local network, such as a team in one room"),
    )
    parser.add_argument(
        "--empty", action="store_true", help=_("on the first start, leave the example people out")
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help=_("answer pages only; `evenweave worker` sends messages from another process"),
    )


def port(text: str) -> int:
    """A port from the command line; 0 takes any free one."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(_("a port is a number up to 65535, such as 8001"))
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Refuse first, while nothing is touched; then make, prepare and serve."""
    data = folders.data_folder()
    database = databases.from_environment(data)
    is_alone = database["ENGINE"].endswith("sqlite3")
    is_public = arguments.lan or allow(arguments.host)
    os.environ["EVENWEAVE_FOR_THIS_MACHINE"] = "0" if is_public else "1"
    near = allow_lan(arguments.host) if arguments.lan else []
    if is_alone:
        folders.refuse_if_open(data)
    taken = listen(near, arguments.host, arguments.port)
    databases.check(database)
    # Whatever is written from here on is for its owner's eyes.
    os.umask(0o077)
    folders.make(data)
    with ExitStack() as held:
        held.enter_context(folders.locked(data, wait=not is_alone))
        address = lan_address(near, taken) if near else address_of(arguments.host, taken)
        file = make_certificate(data) if near else None
        if os.environ.get("EVENWEAVE_HTTPS") != "1":
            os.environ.setdefault("EVENWEAVE_ADDRESS", address)  # for links in e-mails
        prepare(data, example=not arguments.empty, public=is_public)
        if is_alone:
            folders.write_address(data, address)
        else:
            held.close()  # on PostgreSQL as many may serve as wanted
        told = words(address, data, is_public)
        return serve(taken, told, nothing() if arguments.no_worker else working(), file)


def allow_lan(host: str) -> list[str]:
    """The addresses of the local network; then the names that this server answers to are known."""
    for name in ("EVENWEAVE_HTTPS", "EVENWEAVE_HOSTS"):
        if os.environ.get(name):
            raise Trouble(
                _(
                    "With --lan, Evenweave finds its own names and speaks HTTPS. "
                    "So leave {name} unset."
                ).format(name=name),
                code=USAGE,
            )
    near = lan.addresses(host)
    os.environ["EVENWEAVE_HOSTS"] = ",".join(map(lan.in_address, [*near, *lan.own_names()]))
    return near


def listen(near: list[str], host: str, port: int) -> Sequence[socket.socket]:
    """Take the port: on the local network too, if it is wanted, and never on all addresses."""
    if not near:
        return listening.listen(host, port)
    everywhere = list(dict.fromkeys([*near, *listening.LOOPBACK]))
    return listening.listen_on(everywhere, port, lan.Door)


def lan_address(near: list[str], taken: Sequence[socket.socket]) -> str:
    """What to type into a phone; whoever comes there without HTTPS is sent to it."""
    address = f"https://{lan.in_address(near[0])}:{taken[0].getsockname()[1]}"
    for door in taken:
        if isinstance(door, lan.Door):
            door.leads_to = address
    return address


def make_certificate(data: Path) -> Path:
    """See that there is one for the names of today, and let pages know its fingerprint."""
    from evenweave.config.certificates import certificate

    now = datetime.now(UTC)  # there are no settings yet, so our own clock does not go
    hosts = [host.strip("[]") for host in os.environ["EVENWEAVE_HOSTS"].split(",")]
    made = certificate(data, [listening.LOCALHOST, *listening.LOOPBACK, *hosts], now)
    os.environ["EVENWEAVE_LAN_MARK"] = made.mark
    return made.file


def allow(host: str) -> bool:
    """Whether others can reach `host`; then the names that this server answers to must be known."""
    if not listening.is_public(host):
        return False
    if not os.environ.get("EVENWEAVE_HOSTS"):
        if listening.is_every_address(host):
            raise Trouble(
                _(
                    "Say under which name people will reach this machine: "
                    "set EVENWEAVE_HOSTS, such as EVENWEAVE_HOSTS=weave.example.org."
                ),
                code=USAGE,
            )
        os.environ["EVENWEAVE_HOSTS"] = f"[{host}]" if ":" in host else host
    return True


def prepare(data: Path, *, example: bool, public: bool) -> None:
    """Make what the settings need, then the database."""
    from evenweave.config import secrets

    secrets.make_secret_key(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenweave.config.settings"
    import django

    django.setup()
    from evenweave.config import installation

    installation.prepare(example=example, public=public)
    if not example and installation.has_example():
        raise Trouble(
            _(
                "The example people are already in {folder}. "
                "For an empty start choose another folder: --empty --data DIR"
            ).format(folder=data)
        )


def address_of(host: str, taken: Sequence[socket.socket]) -> str:
    """What to type into a browser. Passkeys refuse numbers, so this machine is “localhost”."""
    if listening.is_public(host):
        host = os.environ["EVENWEAVE_HOSTS"].split(",")[0].strip()
    elif host in listening.LOOPBACK:
        host = listening.LOCALHOST
    return f"http://{host}:{taken[0].getsockname()[1]}"


def words(address: str, data: Path, is_public: bool) -> list[str]:
    """What to tell the person once pages are answered."""
    return [
        _("Evenweave is open: {address}").format(address=address),
        *(for_others(address) if is_public else []),
        _("Open that address in your browser. Everything is kept in {folder}").format(folder=data),
        *ways_in(address),
        _("To stop, press Ctrl-C."),
    ]


def for_others(address: str) -> list[str]:
    """What to tell where others can reach it."""
    if mark := os.environ.get("EVENWEAVE_LAN_MARK"):
        from django.urls import reverse

        from evenweave.home import near

        return near.lines(f"{address}/", mark, f"{address}{reverse('home:near')}")
    if os.environ.get("EVENWEAVE_HTTPS") == "1":
        return []
    return [
        _(
            "Others can reach it, and nothing is encrypted. Put a server with HTTPS in front, "
            "and set EVENWEAVE_HTTPS=1."
        )
    ]


def ways_in(address: str) -> list[str]:
    """Where to look around as one of the example's people, if they are here and may be."""
    from evenweave.demo import doors

    people = doors.people() if doors.may_open() else []
    if not people:
        return []
    width = max(len(person.name) for person in people)
    lines = [f"  {person.name:{width}}  {address}{doors.way_to(person)}" for person in people]
    return [_("To look around as one of the example people, open one of these:"), *lines]


@contextmanager
def working() -> Iterator[None]:
    """A worker in a thread of its own for this block: it sends messages, and does what is due.

    It ends after the job that is under way; whatever it cannot end is taken up at the next start.
    """
    from evenweave.jobs.worker import Worker

    worker = Worker()
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        worker.end()
        thread.join(SECONDS_TO_END_WORK)


def serve(
    taken: Sequence[socket.socket],
    told: list[str],
    beside: AbstractContextManager[None],
    certificate: Path | None,
) -> int:
    """Answer pages until Ctrl-C, with `beside` (a worker, or nothing) held meanwhile."""
    try:
        with beside:
            server(told, certificate).run(sockets=list(taken))
    except KeyboardInterrupt:
        pass  # that is how a person ends it
    finally:
        listening.close(taken)
        close_databases()
    return 0


def server(told: list[str], certificate: Path | None) -> uvicorn.Server:
    """The server; it speaks when it answers, and writes no visitor's address to any log.

    With a certificate it speaks HTTPS, to its own names only, and nobody stands in front of it.
    """
    import uvicorn
    from django.conf import settings

    from evenweave.config.asgi import application, live

    # Found now: a program that cannot find its own pages must not say that it is open.
    import_module(settings.ROOT_URLCONF)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            for line in told:
                say(line)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            live.end()  # else streams, which stay open, would hold up the end
            await super().shutdown(sockets)

    by_itself: dict[str, Any] = {}
    if certificate:
        by_itself = {"ssl_certfile": certificate, "ssl_ciphers": CIPHERS, "proxy_headers": False}
    return Server(
        uvicorn.Config(
            lan.OurNames(application, settings.ALLOWED_HOSTS) if certificate else application,
            lifespan="off",
            log_config=None,  # the settings' own, plain lines
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
            **by_itself,
        )
    )


def close_databases() -> None:
    """Give connections back; a pool's threads would hold up the end."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
