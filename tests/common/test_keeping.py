"""What the database itself keeps, and how it lets go of what was deleted."""

from __future__ import annotations

import sqlite3
import time

import pytest
from django.db import connection

from evenweave.common import database, guard, triggers
from evenweave.config import installation


@pytest.mark.django_db
def test_a_trigger_that_is_gone_is_missed() -> None:
    steps = installation.steps_on_disk().values()
    assert not triggers.missing(steps)
    on_table = " ON record_entry" if connection.vendor == "postgresql" else ""
    with guard.acting("a test that takes a trigger away"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER record_entry_no_delete{on_table}")
    assert triggers.missing(steps) == {"record_entry_no_delete"}


@pytest.mark.sqlite
def test_while_somebody_reads_nobody_waits_for_the_log_to_be_emptied(own_database: str) -> None:
    with guard.acting("a test"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE heap (word text)")
        reader = sqlite3.connect(own_database, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM heap").fetchall()
        cursor.execute("INSERT INTO heap VALUES ('tea')")
    began = time.monotonic()
    database.overwrite_deleted()
    assert time.monotonic() - began < 5  # a writer waits for up to twenty
    reader.close()
    assert database.log_is_empty()
