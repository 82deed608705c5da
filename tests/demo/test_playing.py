"""The example is played by ordinary actions, past every rule, and the same each time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from evenweave.common import guard
from evenweave.demo import stories
from evenweave.demo.cast import CAST
from evenweave.ideas.models import Idea
from evenweave.meetings.models import Turn
from evenweave.outbox.models import Message
from evenweave.people.models import Person
from evenweave.projects.models import Member, Project
from evenweave.record.models import Entry, Stream
from tests import databases
from tests.demo.looking import sentences
from tests.house.source import PACKAGE

pytestmark = pytest.mark.django_db

DEMO = PACKAGE / "demo"
LINES = 177
# What pages and jobs call, and what is part of that.
CALL = ("*/views/**/*.py", "*/views.py", "*/jobs.py", "*/actions/*.py")
# What changes a table without asking anybody.
BYPASSES = re.compile(
    r"(?<!drawn)\.(save|create|bulk_create|update|bulk_update|get_or_create|update_or_create|delete)\("
    r"|connection|cursor|guard|locks"
)


def test_nothing_in_it_writes_by_itself() -> None:
    for file in DEMO.glob("*.py"):
        found = BYPASSES.search(file.read_text(encoding="utf-8"))
        assert found is None, f"{file.name}: {found}"


def test_what_writes_by_itself_is_found() -> None:
    assert BYPASSES.search("Member.objects.create(name=1)")
    assert BYPASSES.search("member.save()")
    assert not BYPASSES.search("people.update_reach(person=1)")


@contextmanager
def noting(acting: Callable[[str], AbstractContextManager[None]], names: set[str]) -> Any:
    """`guard.acting`, as it is, with a note of which actions were called by the story itself."""

    @contextmanager
    def noted(name: str) -> Iterator[None]:
        if not guard._acting.get():
            names.add(name)
        with acting(name):
            yield

    yield noted


@dataclass(frozen=True)
class Playing:
    """One playing: the actions that it called, how long it took, and how it came out."""

    names: set[str]
    seconds: float
    picture: dict[str, Any]


@pytest.fixture(scope="module")
def once_more(django_db_setup: None, django_db_blocker: Any) -> Playing:
    """The example played a second time, under the guard of all tests."""
    names: set[str] = set()
    with (
        django_db_blocker.unblock(),
        databases.copied() as there,
        databases.used(there),
        noting(guard.acting, names) as noted,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(guard, "acting", noted)
        connection.ensure_connection()
        assert guard.check_query in connection.execute_wrappers
        began = time.monotonic()
        stories.load()
        return Playing(names, time.monotonic() - began, picture())


def test_every_action_that_it_calls_is_one_that_pages_and_jobs_call(once_more: Playing) -> None:
    files = [file for shape in CALL for file in PACKAGE.glob(shape)]
    there = "\n".join(file.read_text(encoding="utf-8") for file in files)
    names = once_more.names
    assert len(names) > 70
    called = {name for name in names if re.search(rf"(?<!def )\b{name}\(|actions\.{name}\b", there)}
    assert names - called == set()


def picture() -> dict[str, Any]:
    """All that can be told of one playing: ids, numbers and words."""
    return {
        "facts": [each.content["facts"] for each in Entry.objects.order_by("sequence")],
        "turns": list(Turn.objects.order_by("id").values_list("meeting", "role", "member", "why")),
        "members": list(Member.objects.order_by("id").values_list("id", "person", "joined_at")),
        "ideas": list(Idea.objects.order_by("id").values_list("id", "words", "state")),
        "messages": list(Message.objects.order_by("id").values_list("id", "kind", "to")),
    }


@pytest.mark.usefixtures("example")
def test_it_is_the_same_each_time_with_all_its_ids(once_more: Playing) -> None:
    first = picture()
    for name in first:
        assert first[name] == once_more.picture[name], name


def test_it_plays_in_well_under_a_minute(once_more: Playing) -> None:
    assert once_more.seconds < 40


def test_its_record_has_all_its_lines_and_its_people_are_the_cast(project: Project) -> None:
    assert sentences(project)[0] == "<bdi>Amina</bdi> opened this record."
    assert len(sentences(project)) == LINES
    assert {person.id for person in Person.objects.all()} == {role.id for role in CAST}


def test_loading_it_again_changes_nothing(project: Project) -> None:
    before = Entry.objects.count()
    assert stories.load().length == Stream.objects.get(pk=project.stream_id).length
    assert Entry.objects.count() == before


def test_ids_are_drawn_by_chance_again_afterwards(project: Project) -> None:
    assert Path(str(vars(__import__("uuid"))["os"].__file__)).name == "os.py"
