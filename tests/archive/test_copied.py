"""What is in a copy: all that every member may read, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml
from django.apps import apps
from django.db import models

from evenweave.archive import tables
from evenweave.archive.shapes import BadValueError, schema_of, shapes_of, strings_in
from evenweave.common.copies import Copied
from evenweave.decisions.models import Vote
from evenweave.projects.actions.limits import say_limit
from evenweave.projects.models import Member
from evenweave.record.models import Entry
from tests.archive.private import OPEN, PRIVATE, copy_of, elsewhere, held_in, lived_in
from tests.decisions.stories import Story
from tests.forging import files_in
from tests.make import NOON
from tests.projects.teams import Team, team

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas" / "copies"
# Fields that not everybody sees as they are kept, and that a copy may hold all the same.
SEEN = {
    "record.Words.salt": "A copy is what it is for.",
    "agreements.MatterReader.member": "Who reads it now, everybody sees.",
    "agreements.Hopes": "Only where they are shared.",
    "agreements.Parting": "Only once they told the team, or left.",
    "agreements.Thanks": "Only while whoever got them shows them, and nobody covered them.",
    "meetings.Thanks": "Only those to everybody that nobody covered.",
    "agreements.Note": "Only once the matter is open to all.",
    "decisions.Vote": "Only once the vote has closed.",
    "agreements.Priority.member": "Only where it is signed.",
    "agreements.ReaderProposed": "Only once the proposal is open.",
    "sealed.Line": "Everybody in the project reads a talk.",
    "people.Person.id": "Everybody in the project.",
}
# What no field of JSON holds.
ODD: tuple[Any, ...] = (
    *(7, "words", [7], [[]], {"a": 1}, [{"a": 1}]),
    {"steps": [{}], "preset": "own"},
)
EVERYBODY = ("Everybody", "The members of the project", "Everybody in the project")


def ours() -> list[type[models.Model]]:
    """Every table of ours."""
    return [each for each in apps.get_models() if each.__module__.startswith("evenweave.")]


def test_every_table_is_copied_or_left_out_with_a_reason() -> None:
    copied = {each.model for each in tables.copied().values()}
    left = set(tables.left_out())
    assert not copied & left
    assert copied | left == set(ours())
    assert all(why.endswith(".") for why in tables.left_out().values())


@pytest.mark.parametrize("table", tables.copied().values(), ids=lambda each: each.name)
def test_every_field_is_copied_or_left_out_with_a_reason(table: Copied) -> None:
    """A new field of a table that is copied fails here until somebody has thought."""
    names = {each.name for each in table.model._meta.concrete_fields}
    assert set(table.leaves_out) | set(table.reads) | set(table.parses) <= names
    written = set(shapes_of(table)) | set(table.leaves_out) | {table.file}
    own_number = {"id"} if isinstance(table.model._meta.pk, models.AutoField) else set()
    assert names - written == own_number
    assert not set(table.leaves_out) & set(table.reads)


def test_whatever_a_copied_row_belongs_to_is_copied_too() -> None:
    """Else a copy could not come in. What is led to has an id of its own."""
    copied = {each.model for each in tables.copied().values()}
    for table in tables.copied().values():
        for shape in shapes_of(table).values():
            if shape.to is not None:
                assert shape.to in copied, f"{table.name}.{shape.name}"
                assert isinstance(shape.to._meta.pk, models.UUIDField)


@pytest.mark.parametrize("table", tables.copied().values(), ids=lambda each: each.name)
def test_every_field_of_json_is_read_before_it_comes_in(table: Copied) -> None:
    """Whoever made up a copy could put anything there, and pages would fail on it."""
    fields = {each.name: each for each in table.model._meta.concrete_fields}
    found = {name for name in shapes_of(table) if isinstance(fields[name], models.JSONField)}
    assert found <= set(table.parses)
    for name in found:
        for odd in ODD:
            with pytest.raises(BadValueError):
                shapes_of(table)[name].taken_in(odd)


@pytest.mark.parametrize("table", tables.copied().values(), ids=lambda each: each.name)
def test_no_field_is_in_a_copy_that_the_policy_keeps_from_the_team(table: Copied) -> None:
    """personal_data.yaml says who sees each field."""
    policy = yaml.safe_load((ROOT / "personal_data.yaml").read_text(encoding="utf-8"))
    label = table.model._meta.label
    for name in shapes_of(table):
        told = policy["personal"].get(f"{label}.{name}")
        is_explained = bool({label, f"{label}.{name}"} & set(SEEN)) or name in table.reads
        if told is not None and not is_explained:
            assert told["seen_by"].startswith(EVERYBODY), f"{label}.{name}: {told['seen_by']}"


@pytest.mark.parametrize("name", tables.copied())
def test_each_table_has_a_schema_in_the_docs(name: str) -> None:
    """They are written anew by `python -m tests.archive.schemas`."""
    kept = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    assert kept == tables.schema_text(name)


def test_no_other_schema_stands_in_the_docs() -> None:
    assert {each.stem for each in SCHEMAS.iterdir()} == set(tables.copied())


@pytest.fixture
def lived(db: None) -> tuple[Team, Story]:
    """A team in which everything private stands."""
    return lived_in()


@pytest.fixture
def copy(lived: tuple[Team, Story], tmp_path: Path) -> Path:
    """A copy of its project."""
    return copy_of(lived[0], tmp_path)


@pytest.mark.django_db
def test_each_row_is_as_its_schema_says(copy: Path) -> None:
    files = files_in(copy)
    for name, table in tables.copied().items():
        assert json.loads(files[f"schemas/{name}.json"]) == schema_of(table)
        validate = fastjsonschema.compile(schema_of(table))
        for line in files[f"tables/{name}.jsonl"].splitlines():
            validate(json.loads(line))


@pytest.mark.django_db
def test_a_copy_can_be_made_whatever_signs_are_kept(tmp_path: Path) -> None:
    """Not all words came by a form. What a copy would not take in must not stop one."""
    ours = team()
    say_limit(project=ours.project, words="a\u2028b", holder="Us", by=ours.actor("Amina"), at=NOON)
    assert b"a\xe2\x80\xa8b" in files_in(copy_of(ours, tmp_path))["tables/projects.limit.jsonl"]


def test_no_private_word_is_anywhere_in_a_copy(copy: Path) -> None:
    held = held_in(copy).decode(errors="replace")
    for what, words in PRIVATE.items():
        assert words not in held, what
    for words in OPEN:
        assert words in held


# Kinds of messages and of things, and the names of time zones.
CODE = re.compile(r"[a-z_]+\.[a-z_]+|[A-Z][a-z]+/[A-Z][a-z]+")


def all_words() -> set[str]:
    """Every word that is kept in any field of any table of ours; codes are no words."""
    found: set[str] = set()
    for model in ours():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                found |= set(model._default_manager.values_list(field.name, flat=True))
    return {each for each in found if each and not CODE.fullmatch(each)}


def words_in_rows(files: dict[str, bytes]) -> set[str]:
    """Every word that stands as it is in a row of the copy, or beside its record."""
    lines = [
        line
        for name, content in files.items()
        if name.endswith(".jsonl")
        for line in content.decode().splitlines()
    ]
    rows = [json.loads(line) for line in lines]
    return {each for row in rows for each in strings_in(row)} | set(lines)


@pytest.mark.django_db
def test_a_word_that_is_kept_and_in_no_row_is_nowhere_else_in_a_copy(copy: Path) -> None:
    """Brute force: each word of each table, looked for in every byte."""
    files = files_in(copy)
    held = held_in(copy).decode(errors="replace")
    seals = set(files["hashes.txt"].decode().split())
    # What stands on a page without its author’s name is read there, and in no row.
    private = all_words() - words_in_rows(files) - seals - set(OPEN)
    assert len(private) > 20
    # The last line of the record notes this very copy, so it cannot be in it.
    last = Entry.objects.order_by("-pk")[0]
    assert not [each for each in private - {last.line, last.hash} if each in held]


def rows_of(copy: Path) -> dict[str, bytes]:
    """What is in a copy, but for what changes with every copy."""
    files = files_in(copy)
    return {name: content for name, content in files.items() if name != "manifest.json"}


def unshown_says_otherwise(ours: Team, story: Story) -> None:
    """Jomo, who would rather not show it, sits elsewhere."""
    ours.sit("Jomo", "L", is_shown=False)


def unshown_says_nothing(ours: Team, story: Story) -> None:
    """Jomo says nothing any more; to others that looks the same."""
    ours.sit("Jomo", "", is_shown=True)


def somebody_votes(ours: Team, story: Story) -> None:
    """Others vote, and Ben votes otherwise."""
    story.vote("Carys", "no")
    story.vote("Ben", "no")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "otherwise", [unshown_says_otherwise, unshown_says_nothing, somebody_votes]
)
def test_nothing_in_any_file_of_a_copy_tells(
    otherwise: Callable[[Team, Story], None], lived: tuple[Team, Story], tmp_path: Path
) -> None:
    """Two worlds that differ in one private thing: their copies are the same, byte for byte."""
    with elsewhere():
        one = rows_of(copy_of(lived[0], tmp_path, "one.zip"))
    with elsewhere():
        otherwise(*lived)
        other = rows_of(copy_of(lived[0], tmp_path, "other.zip"))
    assert one == other


@pytest.mark.django_db
def test_a_seat_that_somebody_showed_once_is_not_told_when_they_show_none(
    lived: tuple[Team, Story], tmp_path: Path
) -> None:
    """Ben was an elector with his seat; then he would rather not show it."""
    ours, _story = lived
    ours.sit("Ben", "L", is_shown=False)
    files = files_in(copy_of(ours, tmp_path))
    ben = ours.member("Ben")
    assert ben.seat_id is not None
    for name, content in files.items():
        for line in content.decode(errors="replace").splitlines():
            if name.startswith("tables/") and str(ben.pk) in line:
                assert str(ben.seat_id) not in line, name


@pytest.mark.django_db
def test_a_person_is_a_name_and_pronouns_and_no_more(copy: Path) -> None:
    rows = files_in(copy)["tables/people.person.jsonl"].splitlines()
    assert {tuple(json.loads(row)) for row in rows} == {("id", "name", "pronouns")}
    assert len(rows) == Member.objects.count()
    assert not files_in(copy)["tables/decisions.vote.jsonl"]
    assert Vote.objects.exists()
    assert Member.objects.filter(is_shown=False).exists()


def test_a_page_of_a_copy_runs_nothing_and_fetches_nothing(lived: Any, tmp_path: Path) -> None:
    page = files_in(copy_of(lived[0], tmp_path))["index.html"].decode()
    for sign in ("<script", "http:", "https:", "//", "onclick", "<link", "@import"):
        assert sign not in page, sign
    assert "Ben" in page
    assert "Where shall we meet?" in page
