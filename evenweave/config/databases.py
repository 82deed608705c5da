"""The database of an installation: SQLite in the data folder, or PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from evenweave.common.plain import gettext as _
from evenweave.config.trouble import Trouble

SQLITE_FILE = "evenweave.sqlite3"

# Each connection starts with these (measurements stand in docs/adr/0002): a crash of the
# machine loses nothing that was acknowledged, and what is deleted is overwritten.
SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA recursive_triggers=ON;"
)

OLDEST_POSTGRESQL = 15
# Options that Django understands, and the driver by itself does not.
FOR_DJANGO = {"pool", "server_side_binding"}
EXAMPLE_URL = "postgresql://user:password@server:5432/evenweave"


def sqlite(path: Path) -> dict[str, Any]:
    """Settings for the SQLite file at `path`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A deferred transaction that starts to write late fails with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_START,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Settings for the PostgreSQL database at `url`; options after `?` go to the driver.

    One of them is ours (`prepared`). Raises Trouble, which never repeats the address: it holds a
    password.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise Trouble(
            _("DATABASE_URL cannot be read. Write it like {example}").format(example=EXAMPLE_URL)
        ) from None
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise Trouble(
            _("DATABASE_URL names no database. Write it like {example}").format(example=EXAMPLE_URL)
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": {
            # Few connections while idle. Who waits ten seconds for one is told so.
            "pool": {"min_size": 1, "max_size": 10, "timeout": 10},
            **prepared(dict(parse_qsl(parts.query))),
        },
    }


def prepared(options: dict[str, str]) -> dict[str, Any]:
    """The driver's options, with questions that are asked again planned once.

    That is half the time that pages spend at the database. `?prepare=off` is for a pooler in front
    of the server that cannot keep prepared statements apart.
    """
    if options.pop("prepare", "on") == "off":
        return options
    return {"server_side_binding": True, "prepare_threshold": 5, **options}


def from_environment(data: Path) -> dict[str, Any]:
    """The database that `DATABASE_URL` names, else SQLite in the data folder.

    Raises Trouble for an address that is neither.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return sqlite(data / SQLITE_FILE)
    if url.startswith(("postgresql://", "postgres://")):
        return postgresql(url)
    raise Trouble(
        _(
            "DATABASE_URL must begin with postgresql://. "
            "Leave it out to keep the database in the data folder."
        )
    )


def check(settings: dict[str, Any]) -> None:
    """Raise Trouble when a PostgreSQL server does not answer, or is too old."""
    if not settings["ENGINE"].endswith("postgresql"):
        return
    version = ask_version(settings) // 10_000
    if version < OLDEST_POSTGRESQL:
        raise Trouble(
            _(
                "This PostgreSQL is version {version}, and Evenweave needs {oldest} or newer. "
                "Update the server, or name another one in DATABASE_URL."
            ).format(version=version, oldest=OLDEST_POSTGRESQL)
        )


def ask_version(settings: dict[str, Any]) -> int:
    """The server's version number, such as 150004. Raises Trouble when it does not answer."""
    import psycopg

    given_options = settings["OPTIONS"].items()
    options = {name: value for name, value in given_options if name not in FOR_DJANGO}
    options.setdefault("connect_timeout", 5)
    named = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    given = {name: value for name, value in named.items() if value}
    try:
        with psycopg.connect(**given, **options) as connection:
            return connection.info.server_version
    except psycopg.Error as problem:
        raise Trouble(
            _(
                "PostgreSQL did not let us in. It said: {words}. "
                "Check DATABASE_URL, and that the server runs."
            ).format(words=what_it_said(problem, settings["PASSWORD"]))
        ) from None


def what_it_said(problem: Exception, password: str) -> str:
    """The driver's last line, without the password should it ever stand there."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    line = lines[-1] if lines else type(problem).__name__
    if password:
        line = line.replace(password, "(password)")
    return line.rstrip(".")
