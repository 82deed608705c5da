"""A full disk and a busy database, told as pages that lose nobody's words."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from evenweave.common import faults
from evenweave.record.models import Entry
from tests import make
from tests.loom.models import Note


@pytest.mark.sqlite
@pytest.mark.usefixtures("own_database")
def test_a_full_disk_is_told_plainly_and_nothing_is_half_written(client: Client) -> None:
    stream = make.stream()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    words = "Do not lose me. " * 2_000
    answer = client.post(f"/loom/{stream.pk}/new/", {"words": words})
    assert answer.status_code == 507
    assert "has no room left" in answer.content.decode()
    assert "Do not lose me." in answer.content.decode()
    assert not Note.objects.exists()
    assert Entry.objects.filter(stream=stream).count() == 1
    stream.refresh_from_db()
    assert stream.length == 1


@pytest.mark.sqlite
def test_a_busy_database_is_told_plainly(own_database: str, client: Client) -> None:
    stream = make.stream()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    somebody = sqlite3.connect(own_database)
    somebody.execute("BEGIN IMMEDIATE")
    try:
        answer = client.post(f"/loom/{stream.pk}/new/", {"words": "Do not lose me."})
    finally:
        somebody.rollback()
        somebody.close()
    assert answer.status_code == 503
    assert "did not get its turn" in answer.content.decode()
    assert "Do not lose me." in answer.content.decode()


def raised(cause: Exception) -> Exception:
    """As Django hands a driver's error on."""
    try:
        raise OperationalError("could not extend file") from cause
    except OperationalError as problem:
        return problem


@pytest.mark.parametrize(
    ("cause", "is_full"),
    [
        (psycopg.errors.DiskFull("no space"), True),
        (OSError(errno.ENOSPC, "no space"), True),
        (OSError(errno.EACCES, "not yours"), False),
        (psycopg.errors.UniqueViolation("twice"), False),
    ],
)
def test_a_full_disk_is_known_however_it_is_announced(cause: Exception, is_full: bool) -> None:
    assert faults.is_full(raised(cause)) is is_full


def test_a_fault_of_the_program_stays_one(client: Client) -> None:
    client.raise_request_exception = False
    assert not faults.is_full(ValueError("x"))
    assert not faults.is_busy(ValueError("x"))
