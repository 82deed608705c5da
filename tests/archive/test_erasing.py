"""Erasing a person: nothing of theirs is left, and every record still holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from evenweave.archive import actions, erased, reading
from evenweave.common import actors, database
from evenweave.common.actors import Actor
from evenweave.common.locks import lock_key
from evenweave.common.refusals import Refusal
from evenweave.demo.cast import BY_SLUG
from evenweave.people.models import Person
from evenweave.projects.models import Capability, Member, Project
from evenweave.record import checking, exporting
from evenweave.record.models import Stream
from evenweave.record.reading import lines_of
from tests import make
from tests.archive.conftest import MARKS, NAME, House, somebody
from tests.make import NOON
from tests.projects import lists


def erase(person: Person, by: Actor) -> None:
    """Erase somebody, as the page and the command do."""
    streams = reading.streams_of(person.id)
    actions.erase_person(person=person, streams=streams, by=by, at=NOON)


def everything_in_the_database() -> Iterator[tuple[str, str]]:
    """Each value of each row of each table there is, ours and the libraries', with its table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from ((table, as_text(value)) for value in row)


def as_text(value: object) -> str:
    """A value as it could be read."""
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def places_of(marks: dict[str, str]) -> set[tuple[str, str]]:
    """Where in the database each mark stands."""
    found = everything_in_the_database()
    return {
        (what, table)
        for table, value in found
        for what, mark in marks.items()
        if mark.casefold() in value.casefold()
    }


def copies(folder: Path) -> Iterator[Path]:
    """A fresh copy of every record."""
    for stream in Stream.objects.all():
        target = folder / f"{stream.slug}.zip"
        with exporting.packed(stream, target, at=NOON) as file:
            file.rename(target)
        yield target


def test_every_mark_was_there_before(house: House) -> None:
    sealed = {"what helps"}
    assert {what for what, _table in places_of(MARKS)} == set(MARKS) - sealed


def test_nothing_of_an_erased_person_is_in_any_table(house: House) -> None:
    erase(house.person, house.by)
    assert places_of(MARKS) == set()


@pytest.mark.sqlite
def test_nothing_of_an_erased_person_is_in_the_files_of_the_database(house: House) -> None:
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    before = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert NAME.encode() in before
    erase(house.person, house.by)
    connection.close()
    left = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*")).lower()
    assert [what for what, mark in MARKS.items() if mark.lower().encode() in left] == []


def test_nothing_of_an_erased_person_is_in_files_or_fresh_copies(
    house: House, tmp_path: Path
) -> None:
    erase(house.person, house.by)
    files = [path for path in Path(settings.DATA).rglob("*") if path.is_file()]
    found = [path for path in [*files, *copies(tmp_path)] if speaks_of(path)]
    assert found == []


def speaks_of(path: Path) -> bool:
    """Whether a file, or what is packed in it, holds any mark."""
    if path.suffix == ".zip":
        with checking.opened(path) as archive:
            held = b"".join(archive.read(name) for name in archive.namelist())
    else:
        held = path.read_bytes()
    return any(mark.lower().encode() in held.lower() for mark in MARKS.values())


def test_every_record_still_holds_and_says_what_happened(house: House, tmp_path: Path) -> None:
    before = next(copies(tmp_path))
    before = before.rename(tmp_path / "before.zip")
    erase(house.person, house.by)
    (after,) = copies(tmp_path)
    checked = checking.check(after, since=before)
    assert checked.erased > 0
    stream = Stream.objects.get(slug="hounslow")
    told = [str(line.sentence) for line in lines_of(stream.entries.order_by("sequence"))]
    assert told[-1] == "All that was kept of a former member was erased."
    assert any(line.startswith("A former member joined") for line in told)
    assert any("words taken out" in line for line in told)


def test_a_list_of_a_team_they_never_came_to_lets_go_of_them_too(house: House) -> None:
    row = [NAME, MARKS["e-mail"], "07700 900942"]
    lists.brought(make.project(), lists.text("Name,E-mail,Phone", ",".join(row)))
    assert {"Quillfeather", "07700 900942"} <= {words for _place, words in words_of_places()}
    erase(house.person, house.by)
    assert not {"Quillfeather", "07700 900942"} & {words for _place, words in words_of_places()}


def words_of_places() -> list[tuple[str, str]]:
    """What invitations and lists hold."""
    wanted = ("projects_invitation", "projects_place")
    return [found for found in everything_in_the_database() if found[0].startswith(wanted)]


def test_others_keep_what_is_theirs(house: House) -> None:
    others = Member.objects.present().exclude(person=house.person).count()
    people = Person.objects.count()
    erase(house.person, house.by)
    assert Member.objects.present().count() == others
    assert Person.objects.count() == people - 1
    amina = Person.objects.get(id=BY_SLUG["amina"].id)
    assert amina.gifts.exists()


def test_their_sessions_end_everywhere(house: House) -> None:
    client = Client()
    client.force_login(house.person)
    erase(house.person, house.by)
    assert client.get("/me/my-data/").status_code == 302


# Who may


def alone(house: House) -> Person:
    """Amina, after the other coordinator went away."""
    Capability.objects.get(member__person_id=BY_SLUG["ruth"].id)
    ruth = Person.objects.get(id=BY_SLUG["ruth"].id)
    erase(ruth, somebody("ruth"))
    return Person.objects.get(id=BY_SLUG["amina"].id)


def test_the_only_coordinator_is_asked_to_hand_over_first(house: House) -> None:
    amina = alone(house)
    with pytest.raises(Refusal, match="only coordinator of Hounslow Wellbeing Network"):
        erase(amina, somebody("amina"))
    assert Person.objects.filter(id=amina.id).exists()


def test_whoever_runs_the_server_can_erase_even_the_only_coordinator(house: House) -> None:
    amina = alone(house)
    erase(amina, actors.operator())
    assert not Person.objects.filter(id=amina.id).exists()
    held = Capability.objects.present().filter(member__project=house.project)
    assert not held.filter(kind=Capability.Kind.COORDINATOR).exists()


def test_a_project_without_a_coordinator_asks_everybody_and_anybody_can_take_it_on(
    house: House,
) -> None:
    erase(alone(house), actors.operator())
    client = Client()
    client.force_login(house.person)
    assert "Who coordinates now?" in client.get("/").text
    address = reverse("projects:trust", args=[house.project.id])
    client.post(address, {"member": str(house.member.id), "kind": "coordinator"})
    assert house.member.is_coordinator
    assert "Who coordinates now?" not in client.get("/").text
    iris = house.project.members.get(person_id=BY_SLUG["iris"].id)
    client.force_login(Person.objects.get(id=BY_SLUG["iris"].id))
    client.post(address, {"member": str(iris.id), "kind": "coordinator"})
    assert not iris.is_coordinator


def test_who_is_alone_in_a_project_is_in_nobody_s_way(house: House) -> None:
    for role in BY_SLUG.values():
        if role.slug != "amina":
            erase(Person.objects.get(id=role.id), actors.operator())
    erase(house.person, house.by)
    erase(Person.objects.get(id=BY_SLUG["amina"].id), somebody("amina"))
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "by",
    [
        somebody("amina"),
        actors.helper(BY_SLUG["priya"].id, for_person=BY_SLUG["omar"].id),
        actors.job("archive.tidy"),
        actors.importer(BY_SLUG["omar"].id),
    ],
    ids=["a coordinator", "a helper", "a job", "an import"],
)
def test_nobody_is_erased_by_anybody_else(example: None, db: None, by: Actor) -> None:
    omar = Person.objects.get(id=BY_SLUG["omar"].id)
    with pytest.raises(Refusal, match="Only the person can do this"):
        erase(omar, by)


@pytest.fixture
def ben(db: None, settings: Any, tmp_path: Path) -> Person:
    """Somebody to erase, where nobody was erased yet."""
    settings.KEYS = tmp_path
    return make.ben()


def test_who_is_erased_stands_on_the_list_even_if_something_else_goes_wrong(
    ben: Person,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def fail() -> None:
        raise DatabaseError("disk I/O error")

    gone = ben.id
    monkeypatch.setattr(database, "overwrite_deleted", fail)
    with django_capture_on_commit_callbacks(execute=True) as done:
        erase(ben, actors.operator())
    assert isinstance(done[0], partial)
    assert done[0].func is erased.note
    assert list(erased.listed(erased.place())) == [gone]


def test_where_the_list_cannot_be_written_the_log_has_the_line_for_it(
    ben: Person, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    gone = ben.id
    erased.place().mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        erase(ben, actors.operator())
    (told,) = [each.getMessage() for each in caplog.records if each.name == erased.log.name]
    assert told.endswith(f"{NOON.date().isoformat()} {gone}")
    assert "Add this line to it by hand" in told


def test_people_of_several_projects_are_erased_again_in_one_go(ben: Person) -> None:
    """Whichever of their records comes first: all are locked before anybody is erased."""
    here = [make.project(name=name) for name in ("One", "Other")]
    projects = sorted(here, key=lambda each: lock_key(each.id), reverse=True)
    people = sorted((make.BEN, make.CARYS), key=make.person_id)
    for project, who in zip(projects, people, strict=True):
        make.joined(project, who)
    erased_since = set(map(make.person_id, people))
    streams = list(Stream.objects.filter(id__in=[each.id for each in here]))
    told: dict[str, Any] = {"by": actors.operator(), "at": NOON}
    assert actions.erase_again(erased=erased_since, streams=streams, **told) == len(people)
    assert not Person.objects.filter(id__in=erased_since).exists()


def test_a_record_that_was_not_named_stops_it_before_anything_is_erased(
    example: None, db: None
) -> None:
    omar = Person.objects.get(id=BY_SLUG["omar"].id)
    with pytest.raises(Refusal, match="Something changed just now"):
        actions.erase_person(person=omar, streams=[], by=somebody("omar"), at=NOON)


# Pages


def test_the_page_asks_twice_and_then_it_is_done(example: None, db: None, client: Client) -> None:
    omar = Person.objects.get(id=BY_SLUG["omar"].id)
    client.force_login(omar)
    assert "This box needs a tick" in client.post("/me/my-data/erase/", {}).text
    answer = client.post("/me/my-data/erase/", {"sure": "on"}, follow=True)
    assert "Nothing about you is kept here any more" in answer.text
    assert not Person.objects.filter(id=omar.id).exists()
    assert "session" not in client.cookies or not client.cookies["session"].value


def test_the_page_says_why_it_has_to_wait(example: None, db: None, client: Client) -> None:
    project = Project.objects.get(slug="hounslow")
    Person.objects.get(id=BY_SLUG["ruth"].id)
    erase(Person.objects.get(id=BY_SLUG["ruth"].id), somebody("ruth"))
    client.force_login(Person.objects.get(id=BY_SLUG["amina"].id))
    page = client.get("/me/my-data/erase/").text
    assert f"You are the only coordinator of {project.name}" in page
    assert '<form method="post" novalidate>' not in page
