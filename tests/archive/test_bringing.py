"""Bringing a project in: an equal project, or nothing at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from evenweave.archive import actions, bringing, copying, erased, tables
from evenweave.common import actors, clock
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.common.shaped import NotShapedError
from evenweave.config.erased import who_was_erased
from evenweave.decisions import archive as deciding
from evenweave.decisions import recounting, secret, shapes
from evenweave.decisions.about import declared
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.models import Decision
from evenweave.decisions.recounting import YES_NO
from evenweave.decisions.ways import Ballot, Tie
from evenweave.demo import stories
from evenweave.ideas.models import Idea
from evenweave.people.actions import add_person
from evenweave.people.models import Person, Ticket
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.limits import say_limit
from evenweave.projects.models import Member, Organisation, Project
from evenweave.record.checking import BrokenRecordError, check
from evenweave.record.models import Entry, Stream, Words
from tests import make
from tests.archive.private import AT, copy_of, elsewhere, lived_in
from tests.decisions.stories import WEEK, Step, StepKind, Story, Way, opened, voting
from tests.forging import files_in, packed_again
from tests.ideas.stories import counted, raised
from tests.make import NOON
from tests.meetings import after
from tests.projects.teams import Team, added, team

pytestmark = pytest.mark.django_db
Files = dict[str, bytes]
OPERATOR: dict[str, Any] = {"by": actors.operator(), "at": AT}


def brought_in(copy: Path) -> Project:
    """The project of a copy, here."""
    with bringing.opened(copy) as found:
        actions.import_project(copy=found, **OPERATOR)
        return Project.objects.get(pk=found.stream_id)


def again(project: Project, folder: Path) -> Path:
    """A copy of a project that came out of a copy."""
    found = Team(project=project, kinds={}, invitation=None)  # type: ignore[arg-type]
    return copy_of(found, folder, "again.zip")


def assert_equal(one: Path, other: Path) -> None:
    """Tables, files and words are the same, and the record is, as far as the first one goes."""
    was, became = files_in(one), files_in(other)
    assert set(was) == set(became)
    for name in was:
        if name.startswith(("tables/", "files/", "schemas/")) or name == "counts.jsonl":
            assert became[name] == was[name], name
    for name in ("record.jsonl", "hashes.txt", "words.jsonl"):
        assert became[name].startswith(was[name]), name
    assert check(other, since=one).knows_since


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the copy lies that all tests bring in; it is made but once."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def copy(shelf: Path, tmp_path: Path) -> Path:
    """A copy of a team in the middle of things, which is gone from here."""
    if not (shelf / "copy.zip").exists():
        with elsewhere():
            copy_of(lived_in()[0], shelf)
    return Path(shutil.copy(shelf / "copy.zip", tmp_path))


@pytest.mark.slow
def test_hounslow_comes_in_as_it_was(tmp_path: Path) -> None:
    with elsewhere():
        stories.load()
        project = Project.objects.get(slug="hounslow")
        found = copy_of(Team(project, {}, None), tmp_path)  # type: ignore[arg-type]
    assert not Project.objects.exists()
    project = brought_in(found)
    assert_equal(found, again(project, tmp_path))
    recounting.recount(tmp_path / "again.zip")


def test_a_team_with_everything_private_comes_in_as_far_as_everybody_knew(
    copy: Path, tmp_path: Path
) -> None:
    project = brought_in(copy)
    assert_equal(copy, again(project, tmp_path))
    assert not Person.objects.exclude(email=None).exists()
    assert "covered when the copy was made" in Idea.objects.get(is_covered=True).words


def test_after_somebody_was_erased_a_copy_is_still_whole_and_comes_in(tmp_path: Path) -> None:
    with elsewhere():
        ours = team()
        opened(ours=ours)
        stream = Stream.objects.get(pk=ours.project.pk)
        person = Person.objects.get(pk=ours.people["Ben"].pk)
        actions.erase_person(person=person, streams=[stream], **OPERATOR)
        found = copy_of(ours, tmp_path)
    project = brought_in(found)
    assert Member.objects.filter(project=project, person=None).count() == 1
    assert_equal(found, again(project, tmp_path))


def test_an_erasure_finds_the_words_that_came_in(copy: Path, tmp_path: Path) -> None:
    """Whose words are whose comes along, so that a person can still be erased here."""
    project = brought_in(copy)
    amina = Person.objects.get(name="Amina")
    assert Words.objects.filter(person_id=amina.pk).exists()
    stream = Stream.objects.get(pk=project.pk)
    actions.erase_person(person=amina, streams=[stream], **OPERATOR)
    assert not Words.objects.filter(person_id=amina.pk).exists()
    assert check(again(project, tmp_path)).erased


def test_the_record_goes_on_where_it_was(copy: Path) -> None:
    was = check(copy)
    project = brought_in(copy)
    stream = Stream.objects.get(pk=project.pk)
    last = stream.entries.get(sequence=stream.length)
    assert stream.length == was.length + 1
    assert last.kind == "archive.imported"
    assert last.content["facts"]["head"] == was.head
    assert last.content["facts"]["copy"] == was.fingerprint
    assert last.content["by"] == {"kind": "operator"}


def test_a_helper_whom_the_record_names_comes_along_as_a_name(tmp_path: Path) -> None:
    """Priya’s helper is in no circle, and the record says that they helped."""
    with elsewhere():
        ours = team()
        helper = added("Quentin")
        by = actors.helper(helper.pk, for_person=ours.people["Ben"].pk)
        say_limit(project=ours.project, words="No.", holder="The law", by=by, at=NOON)
        found = copy_of(ours, tmp_path)
    brought_in(found)
    assert Person.objects.get(pk=helper.pk).name == "Quentin"
    assert Entry.objects.get(helped__isnull=False).by.helper == helper.pk


# Going on


def test_those_who_coordinate_come_in_by_a_card_and_nobody_else_is_given_one(
    copy: Path, client: Client
) -> None:
    project = brought_in(copy)
    (card,) = actions.make_first_cards(project=project, by=actors.operator(), at=clock.now())
    assert card.ticket.person is not None
    assert card.ticket.person.name == "Amina"
    assert Entry.objects.order_by("-pk")[0].kind == "people.card_made"
    client.post("/sign-in/card/", {"key": card.code, "shared": "no"})
    assert project.name in client.get("/", follow=True).text


def test_a_lost_card_is_followed_by_another_until_somebody_can_sign_in(copy: Path) -> None:
    project = brought_in(copy)
    (first,) = actions.make_first_cards(project=project, **OPERATOR)
    (second,) = actions.make_first_cards(project=project, **OPERATOR)
    assert Ticket.objects.get(pk=first.ticket.pk).expires_at <= AT < second.ticket.expires_at
    change_address(Person.objects.get(name="Amina"), "amina@people.example")
    with pytest.raises(Refusal, match="There is nobody like that"):
        actions.make_first_cards(project=project, **OPERATOR)


def test_whoever_signed_in_by_their_card_is_given_no_other(copy: Path, client: Client) -> None:
    project = brought_in(copy)
    (card,) = actions.make_first_cards(project=project, by=actors.operator(), at=clock.now())
    client.post("/sign-in/card/", {"key": card.code, "shared": "no"})
    with pytest.raises(Refusal, match="There is nobody like that"):
        actions.make_first_cards(project=project, **OPERATOR)


def test_a_coordinator_who_did_not_come_with_the_copy_is_given_no_card(copy: Path) -> None:
    """Vera was here before. She coordinates what was brought in, and signs in by cards alone."""
    vera = added("Vera")
    project = brought_in(copy)
    amina = Member.objects.get(project=project, person__name="Amina")
    with acting("a test"):
        Member.objects.filter(pk=amina.pk).update(person=vera)
    with pytest.raises(Refusal, match="There is nobody like that"):
        actions.make_first_cards(project=project, **OPERATOR)


def test_a_project_that_began_here_has_no_such_cards() -> None:
    with pytest.raises(Refusal, match="There is nobody like that"):
        actions.make_first_cards(project=team().project, **OPERATOR)


def test_cards_are_made_by_nobody_else(copy: Path) -> None:
    project = brought_in(copy)
    by = actors.person(Person.objects.get(name="Ben").pk)
    with pytest.raises(Refusal, match="Only whoever runs this server"):
        actions.make_first_cards(project=project, by=by, at=AT)


def test_an_open_vote_begins_anew_and_comes_to_its_end(copy: Path, tmp_path: Path) -> None:
    project = brought_in(copy)
    decision = Decision.objects.get(project=project, state="open")
    assert not decision.votes.exists()
    found = Team(project, {}, None)  # type: ignore[arg-type]
    found.people = {each.name: each for each in Person.objects.all()}
    story = Story(found, decision)
    for name in ("Amina", "Ben", "Carys", "Dev", "Esther"):
        story.vote(name, "yes")
    assert story.passes(WEEK).state == "decided"
    last = again(project, tmp_path)
    assert recounting.recount(last).votes == 1


def test_the_lot_of_an_open_vote_is_drawn_anew_and_the_record_says_so(tmp_path: Path) -> None:
    """Nobody may be told the number before the vote is over, so it is in no copy."""
    with elsewhere():
        story = opened(voting(Ballot.APPROVAL, tie=Tie.LOT), options=("A", "B"))
        nonce = story.fresh().lot_nonce
        found = copy_of(story.ours, tmp_path)
        ours = story.ours
    assert nonce
    assert nonce.encode() not in b"".join(files_in(found).values())
    project = brought_in(found)
    decision = Decision.objects.get(project=project)
    assert decision.lot_nonce not in {"", nonce}
    story, options = Story(ours, decision), [str(each.pk) for each in decision.options.all()]
    for name, option in zip(("Amina", "Ben", "Carys", "Dev"), options * 2, strict=True):
        story.cast(name, {"approve": [option]})
    story.passes(WEEK)
    assert story.outcome.how == "lot"
    last = again(project, tmp_path)
    check(last)
    assert recounting.recount(last).votes == 1


def test_a_decision_with_a_box_waits_for_a_new_one() -> None:
    decision = Decision(
        state="open",
        step=0,
        steps=Way((Step(StepKind.VOTE, is_secret=True),)).as_json(),
        closes_at=NOON,
    )
    assert deciding.waits_for(decision) == "void"
    assert deciding.closes_at(decision) is None
    decision.state = "decided"
    assert deciding.waits_for(decision) == ""


# Whoever was erased here


def test_whoever_was_erased_here_does_not_come_back_by_a_copy(
    copy: Path, tmp_path: Path, settings: Any
) -> None:
    settings.KEYS = tmp_path / "keys"
    gone = UUID(next(r["id"] for r in rows(files_in(copy), "people.person") if r["name"] == "Ben"))
    erased.note(gone, AT.date())
    with bringing.opened(copy) as found:
        assert actions.import_and_erase_again(copy=found, erased=who_was_erased(), **OPERATOR) == 1
    project = Project.objects.get()
    assert not Person.objects.filter(pk=gone).exists()
    assert not Words.objects.filter(person_id=gone).exists()
    assert Member.objects.filter(project=project, person=None).count() == 1
    last = Entry.objects.filter(stream=project.pk).order_by("-sequence")
    kinds = list(last.values_list("kind", flat=True))
    assert kinds.index("archive.erased") < kinds.index("archive.imported")
    assert check(again(project, tmp_path)).erased


# Refused, with nothing half brought in


def refused(copy: Path) -> str:
    """Why a copy is not brought in; and nothing of it is here."""
    before = counts()
    try:
        brought_in(copy)
    except (BrokenRecordError, Refusal) as why:
        assert counts() == before
        told = str(why) if isinstance(why, BrokenRecordError) else str(why.reason)
        assert told.endswith(".")
        return told
    raise AssertionError("It was brought in.")


def counts() -> dict[str, int]:
    """How many rows each table has."""
    models = [*(each.model for each in tables.copied().values()), *tables.left_out()]
    return {each._meta.label: each._default_manager.count() for each in models}


def forged(copy: Path, change: Callable[[Files], None]) -> Path:
    """The copy, changed, with every digest and seal made to fit again."""
    files = files_in(copy)
    change(files)
    return packed_again(files, copy.with_name("forged.zip"))


def rows(files: Files, name: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    return [json.loads(line) for line in files[f"tables/{name}.jsonl"].splitlines()]


def put(files: Files, name: str, changed: list[dict[str, Any]]) -> None:
    """The table, with these rows."""
    files[f"tables/{name}.jsonl"] = b"".join(json.dumps(each).encode() + b"\n" for each in changed)


def first_of(name: str, /, **values: Any) -> Callable[[Files], None]:
    """Put something else into the first row of a table."""

    def change(files: Files) -> None:
        found = rows(files, name)
        found[0] |= values
        put(files, name, found)

    return change


def twice(files: Files) -> None:
    put(files, "projects.circle", rows(files, "projects.circle") * 2)


def no_project(files: Files) -> None:
    del files["tables/projects.project.jsonl"]


def two_projects(files: Files) -> None:
    found = rows(files, "projects.project")
    put(files, "projects.project", [*found, found[0] | {"id": str(uuid4()), "slug": "other"}])


def a_table_of_the_future(files: Files) -> None:
    files["tables/payments.claim.jsonl"] = b"{}\n"


def a_field_of_the_future(files: Files) -> None:
    schema = json.loads(files["schemas/projects.site.json"])
    schema["properties"]["colour"] = {}
    files["schemas/projects.site.json"] = json.dumps(schema).encode()
    project = rows(files, "projects.project")[0]["id"]
    put(
        files, "projects.site", [{"id": str(uuid4()), "project": project, "name": "A", "colour": 1}]
    )


def no_schema(files: Files) -> None:
    del files["schemas/projects.circle.json"]


def no_json(files: Files) -> None:
    files["tables/projects.circle.jsonl"] = b"[" * 9_000 + b"\n"


def an_endless_number(files: Files) -> None:
    files["tables/projects.phase.jsonl"] = b'{"position":' + b"9" * 9_000 + b"}\n"


def a_line_nobody_can_read(files: Files) -> None:
    files["record.jsonl"] = files["record.jsonl"].replace(b'"kind":"projects', b'"kind":"project')


def a_file_that_is_not_there(files: Files) -> None:
    idea = rows(files, "ideas.idea")[0]["id"]
    row = {"id": str(uuid4()), "idea": idea, "content_type": "image/png", "file": "files/none.png"}
    put(files, "ideas.ideafile", [row | {"width": 1, "height": 1}])


def a_page_as_a_picture(files: Files) -> None:
    a_file_that_is_not_there(files)
    first_of("ideas.ideafile", content_type="text/html", file="index.html")(files)


@pytest.mark.parametrize("words", ["a\u202eb", "a\u2028b", "a\ufeffb", "e\u0301", " ", "\u200b"])
@pytest.mark.parametrize("field", ["name", "word"])
def test_words_that_no_form_would_keep_are_refused(copy: Path, field: str, words: str) -> None:
    told = refused(forged(copy, first_of("projects.circle", **{field: words})))
    assert "projects.circle.jsonl cannot be read" in told


def test_words_that_must_not_be_missing_are_refused_where_they_are(copy: Path) -> None:
    for name, field in (("projects.circle", "name"), ("projects.project", "purpose")):
        assert f"{name}.jsonl cannot be read" in refused(
            forged(copy, first_of(name, **{field: ""}))
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (first_of("projects.circle", name="a\0b"), "Line 1 of tables/projects.circle.jsonl cannot"),
        (first_of("projects.circle", name="\ud800"), "projects.circle.jsonl cannot be read"),
        (first_of("projects.circle", name="a" * 121), "projects.circle.jsonl cannot be read"),
        (first_of("projects.circle", name=7), "projects.circle.jsonl cannot be read"),
        (first_of("projects.circle", id="1"), "projects.circle.jsonl cannot be read"),
        (first_of("projects.circle", made_at="yesterday"), "cannot be read"),
        (first_of("projects.circle", made_at="2026-02-31T00:00:00.000000Z"), "cannot be read"),
        (first_of("projects.circle", made_at=None), "cannot be read"),
        (first_of("projects.circle", is_everybody="yes"), "cannot be read"),
        (first_of("projects.circle", more="more"), "projects.circle.jsonl cannot be read"),
        (first_of("projects.phase", position=-1), "projects.phase.jsonl cannot be read"),
        (first_of("projects.phase", position=99_999), "projects.phase.jsonl cannot be read"),
        (first_of("projects.phase", position=True), "projects.phase.jsonl cannot be read"),
        (first_of("meetings.meeting", link="javascript:alert(1)"), "meeting.jsonl cannot be read"),
        (first_of("projects.project", slug="a b"), "projects.project.jsonl cannot be read"),
        (first_of("decisions.decision", state="won"), "decisions.decision.jsonl cannot be read"),
        (first_of("decisions.decision", steps={"steps": 1}), "cannot be read"),
        (first_of("decisions.decision", count={"a\0": 1}), "cannot be read"),
        (first_of("projects.circle", project=str(uuid4())), "leads to something that is not in"),
        (first_of("projects.member", person=str(uuid4())), "leads to something that is not in"),
        (first_of("projects.project", id=str(uuid4())), "leads to something that is not in"),
        (first_of("projects.project", slug="other"), "not those of one project"),
        (first_of("record.stream", id=str(uuid4())), "not those of one project"),
        (two_projects, "not those of one project"),
        (no_project, "holds a record alone"),
        (twice, "has an id that stands there twice"),
        (a_table_of_the_future, "does not know"),
        (a_field_of_the_future, "does not know"),
        (no_schema, "schemas/projects.circle.json is missing"),
        (no_json, "projects.circle.jsonl cannot be read"),
        (an_endless_number, "projects.phase.jsonl cannot be read"),
        (a_line_nobody_can_read, "is not as it was written"),
        (a_file_that_is_not_there, "ideas.ideafile.jsonl cannot be read"),
        (a_page_as_a_picture, "ideas.ideafile.jsonl cannot be read"),
    ],
)
def test_what_does_not_belong_is_refused(
    copy: Path, change: Callable[[Files], None], sentence: str
) -> None:
    assert sentence in refused(forged(copy, change))


# What is kept as JSON


@pytest.fixture
def told(shelf: Path, tmp_path: Path) -> Path:
    """A copy of a team that has a rule, voted, looked for consensus, and agreed to minutes."""
    if not (shelf / "told.zip").exists():
        with elsewhere():
            ours = team()
            by = ours.actor("Amina")
            set_rule(project=ours.project, circle=None, way=voting(), by=by, at=NOON)
            story = opened(ours=ours)
            for name in ("Amina", "Ben", "Carys"):
                story.vote(name, "yes")
            story.passes(WEEK)
            opened(Way((Step(StepKind.CONSENSUS),)), ours=ours)
            meeting, _items = after.over(ours)
            after.sent(ours, meeting)
            after.agrees(ours, meeting, after.next_one(ours))
            copy_of(ours, shelf, "told.zip")
    return Path(shutil.copy(shelf / "told.zip", tmp_path))


def within(name: str, field: str, /, **values: Any) -> Callable[[Files], None]:
    """Put something else into the JSON of the first row of a table that has any."""

    def change(files: Files) -> None:
        found = rows(files, name)
        row = next(row for row in found if row[field])
        row[field] |= values
        put(files, name, found)

    return change


def test_what_is_kept_as_json_comes_in_as_it_was(told: Path, tmp_path: Path) -> None:
    assert_equal(told, again(brought_in(told), tmp_path))


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("decisions.outcome", {"chosen": [{"a": 1}]}),
        ("decisions.outcome", {"chosen": "yes"}),
        ("decisions.outcome", {"chosen": ["a\u202eb"]}),
        ("decisions.outcome", {"count": [1]}),
        ("decisions.outcome", {"count": {"is_secret": True}}),
        ("decisions.decision", {"count": {"a": 1}}),
        ("decisions.vote", {"paper": [1]}),
        ("decisions.vote", {"paper": {"choice": 1}}),
        ("decisions.round", {"wording": [1]}),
        ("decisions.round", {"wording": {}}),
        ("decisions.standingrule", {"steps": None}),
        ("decisions.standingrule", {"steps": {"preset": "own", "steps": []}}),
        ("meetings.minutes", {"agreed": [1]}),
        ("meetings.minutes", {"agreed": {"title": "We met"}}),
    ],
)
def test_json_that_no_program_wrote_is_refused(
    told: Path, table: str, changed: dict[str, Any]
) -> None:
    assert f"{table}.jsonl cannot be read" in refused(forged(told, first_of(table, **changed)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (within("decisions.outcome", "count", electors="six"), "cannot be read"),
        (within("decisions.outcome", "count", electors=1 << 40), "cannot be read"),
        (within("decisions.outcome", "count", seats=0), "cannot be read"),
        (within("decisions.outcome", "count", ballot="by foot"), "cannot be read"),
        (within("decisions.outcome", "count", options=["a"]), "cannot be read"),
        (within("decisions.decision", "count", papers=[{"choice": "yes"}]), "cannot be read"),
        (within("decisions.standingrule", "steps", steps=[{"kind": "vote", "days": "1"}]), "read"),
        (within("decisions.standingrule", "steps", steps=[{"kind": "vote", "days": 0}]), "read"),
        (within("meetings.minutes", "agreed", said=[{"of": "", "title": ""}]), "cannot be read"),
        (within("decisions.round", "wording", options=[7]), "cannot be read"),
        (first_of("decisions.round", wording={"about": []}), "cannot be read"),
    ],
)
def test_json_that_is_almost_right_is_refused(
    told: Path, change: Callable[[Files], None], sentence: str
) -> None:
    assert sentence in refused(forged(told, change))


def test_a_decision_that_stands_at_no_step_is_refused(told: Path) -> None:
    def change(files: Files) -> None:
        found = rows(files, "decisions.decision")
        next(row for row in found if row["state"] == "open")["step"] = 9
        put(files, "decisions.decision", found)

    assert "do not fit together" in refused(forged(told, change))


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ("agreements.change", [{"id": str(uuid4())}]),
        ("agreements.readers", ["words"]),
        ("agreements.lending", [{"a": 1}]),
        ("meetings.when", ["words"]),
    ],
)
def test_a_round_that_was_about_something_else_is_refused(
    told: Path, about: str, shown: list[Any]
) -> None:
    assert about in declared

    def change(files: Files) -> None:
        (round_,) = rows(files, "decisions.round")
        round_["wording"]["about"] = shown
        put(files, "decisions.round", [round_])
        found = rows(files, "decisions.decision")
        next(row for row in found if row["id"] == round_["decision"])["about"] = about
        put(files, "decisions.decision", found)

    assert "do not fit together" in refused(forged(told, change))


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """A copy of a team with an idea that was answered."""
    with elsewhere():
        ours = team()
        counted(ours, raised(ours))
        return copy_of(ours, tmp_path)


def no_answer(files: Files) -> None:
    put(files, "ideas.answer", [])


@pytest.mark.parametrize(
    "change", [no_answer, first_of("ideas.idea", raised_at="2026-12-31T00:00:00.000000Z")]
)
def test_an_answer_comes_after_its_idea_or_all_of_it_is_refused(
    answered: Path, change: Callable[[Files], None]
) -> None:
    assert "do not fit together" in refused(forged(answered, change))
    brought_in(answered)


@pytest.mark.parametrize("year", ["0001", "1500", "2500", "9999"])
def test_a_time_that_nobody_lived_in_is_refused(copy: Path, year: str) -> None:
    at = f"{year}-01-01T00:00:00.000000Z"
    found = refused(forged(copy, first_of("projects.project", founded_at=at)))
    assert "projects.project.jsonl cannot be read" in found
    found = refused(forged(copy, first_of("agreements.matter", ends_on=f"{year}-01-01")))
    assert "agreements.matter.jsonl cannot be read" in found


@pytest.mark.parametrize("fact", ["2026-13-45", "0001-01-01T00:00:00.000000Z"])
def test_a_line_with_a_time_that_no_page_could_tell_is_refused(fact: str) -> None:
    with pytest.raises(BrokenRecordError, match="Line 7 of record.jsonl cannot be read"):
        bringing.ids_on(line_with(fact=fact), 7)


def test_a_line_of_a_time_that_nobody_lived_in_is_refused() -> None:
    assert bringing.ids_on(line_with(), 7) == set()
    with pytest.raises(BrokenRecordError, match="Line 7 of record.jsonl cannot be read"):
        bringing.ids_on(line_with(at="1500-01-01T00:00:00.000000Z"), 7)


def line_with(at: str = "2026-01-01T00:00:00.000000Z", **facts: str) -> bytes:
    """A line of a record."""
    told = {"by": {"kind": "operator"}, "at": at, "kind": "a.kind", "facts": facts, "words": {}}
    return json.dumps(told).encode()


def test_what_secret_votes_come_to_is_known_and_what_is_made_up_is_not() -> None:
    step = Step(StepKind.VOTE, is_secret=True)
    papers = [secret.Paper({"choice": "yes"}, group) for group in (0, 1)] * 12
    for groups in (None, (14, 15)):
        came = secret.told(step, YES_NO, papers, groups=groups, seats=29)
        shapes.known_count(json.loads(json.dumps(came)))
        for odd in (
            {"electors": 0},
            {"parts": [{"answers": ["yes"], "number": None, "band": None}]},
            {"parts": [{"answers": ["yes"], "number": None, "band": "SOME"}]},
            {"ways": {"by post": 5}},
            {"threshold": "all"},
            {"groups": [[], came["parts"]], "why_no_groups": ""},
        ):
            with pytest.raises(NotShapedError):
                shapes.known_count(came | odd)


def test_a_copy_that_is_cut_off_or_changed_is_refused(copy: Path) -> None:
    whole, broken = copy.read_bytes(), copy.with_name("broken.zip")
    for content in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole[:9],
        whole[:99] + b"?" + whole[100:],
    ):
        broken.write_bytes(content)
        assert refused(broken).startswith("broken.zip")


def test_a_copy_of_a_newer_version_is_refused(copy: Path) -> None:
    def change(files: Files) -> None:
        told = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps(told | {"format": 3}).encode()

    assert "made by a newer Evenweave" in refused(forged(copy, change))


def test_a_copy_that_would_fill_the_memory_is_refused(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "MOST_TOGETHER", 10_000)
    assert "larger than any project" in refused(copy)


def test_a_project_that_is_here_is_not_brought_in_again(copy: Path) -> None:
    brought_in(copy)
    assert "is here already" in refused(copy)


def test_another_project_of_the_same_short_name_is_in_the_way(copy: Path) -> None:
    slug = team().project.slug

    def change(files: Files) -> None:
        for name in ("projects.project", "record.stream"):
            first_of(name, slug=slug)(files)

    assert f"short name “{slug}”" in refused(forged(copy, change))


def change_address(person: Person, email: str) -> None:
    """Somebody has an address now."""
    with acting("a test"):
        Person.objects.filter(pk=person.pk).update(email=email)


def of_amina(copy: Path) -> Person:
    """Amina of the copy, who is here already under another name."""
    people = rows(files_in(copy), "people.person")
    (amina,) = (each for each in people if each["name"] == "Amina")
    return add_person(
        name="Amina K.", email="a@people.example", person_id=UUID(amina["id"]), **OPERATOR
    )


def test_a_copy_that_names_a_person_who_is_here_is_refused(copy: Path) -> None:
    """Else its coordinator could make them a card, and sign in as them."""
    here = of_amina(copy)
    told = refused(copy)
    assert "the id of a person who is here already" in told
    assert "“evenweave restore”" in told
    here.refresh_from_db()
    assert (here.name, here.email) == ("Amina K.", "a@people.example")
    assert not Member.objects.filter(person=here).exists()


def test_a_forged_copy_that_makes_a_member_of_somebody_who_is_here_is_refused(copy: Path) -> None:
    for name in ("Amina", "Ben"):
        victim = added(f"Another {name}")

        def change(files: Files, name: str = name, victim: Person = victim) -> None:
            old = next(row["id"] for row in rows(files, "people.person") if row["name"] == name)
            for path in [path for path in files if path.startswith("tables/")]:
                files[path] = files[path].replace(old.encode(), str(victim.pk).encode())

        assert "the id of a person who is here already" in refused(forged(copy, change))


def test_a_forged_author_of_this_server_is_refused(copy: Path) -> None:
    other = team(["Amina", "Ben"])  # not the one that was copied, which is put back as it was
    for leads_to in (other.people["Ben"].pk, other.project.pk, other.member("Ben").pk):

        def change(files: Files, to: Any = leads_to) -> None:
            first_of("ideas.idea", made_by=str(to))(files)

        assert "names something of this server" in refused(forged(copy, change))


def test_an_id_that_is_taken_here_is_refused(copy: Path) -> None:
    other = team(["Amina", "Ben"])
    circle = add_circle(
        project=other.project, name="Panel", word="", by=other.actor("Amina"), at=NOON
    )

    def change(files: Files) -> None:
        found = rows(files, "projects.circle")
        more = {"id": str(circle.pk), "name": "Another", "is_everybody": False}
        put(files, "projects.circle", [*found, found[0] | more])

    assert "(projects.circle) is here already" in refused(forged(copy, change))


def test_rows_that_do_not_fit_together_are_refused_by_the_database(copy: Path) -> None:
    def change(files: Files) -> None:
        found = rows(files, "projects.circle")
        put(files, "projects.circle", [*found, found[0] | {"id": str(uuid4())}])

    with pytest.raises(IntegrityError):
        brought_in(forged(copy, change))


def test_an_organisation_that_is_here_under_its_name_is_that_one(copy: Path) -> None:
    def change(files: Files) -> None:
        new = str(uuid4())
        put(files, "projects.organisation", [{"id": new, "name": "A university"}])
        first_of("projects.project", organisation=new)(files)

    with elsewhere():
        brought_in(forged(copy, change))
        assert Organisation.objects.get().name == "A university"
    with acting("a test"):
        here = Organisation.objects.create(name="A university")
    assert brought_in(forged(copy, change)).organisation == here


def test_another_thing_with_the_id_of_an_organisation_comes_in_as_it_is(copy: Path) -> None:
    """Only an organisation is taken for one that is here."""
    new = str(uuid4())

    def change(files: Files) -> None:
        old = rows(files, "ideas.idea")[0]["id"].encode()
        for name in tables.copied():
            path = tables.path_of_table(name)
            files[path] = files[path].replace(old, new.encode())
        put(files, "projects.organisation", [{"id": new, "name": "A university"}])
        first_of("projects.project", organisation=new)(files)

    with acting("a test"):
        Organisation.objects.create(name="A university")
    project = brought_in(forged(copy, change))
    assert Idea.objects.filter(pk=new, project=project).exists()


def test_a_copy_that_is_older_than_a_field_has_its_default(copy: Path) -> None:
    """The copy’s own schema does not tell of it, so nothing is missing."""

    def change(files: Files) -> None:
        schema = json.loads(files["schemas/projects.project.json"])
        del schema["properties"]["is_light"], schema["properties"]["funder"]
        files["schemas/projects.project.json"] = json.dumps(schema).encode()
        found = rows(files, "projects.project")
        del found[0]["is_light"], found[0]["funder"]
        put(files, "projects.project", found)
        del files["tables/agreements.willing.jsonl"], files["schemas/agreements.willing.json"]

    project = brought_in(forged(copy, change))
    assert (project.is_light, project.funder) == (False, "")


def test_nobody_but_whoever_runs_the_server_brings_a_project_in(copy: Path) -> None:
    with bringing.opened(copy) as found, pytest.raises(Refusal, match="Only whoever runs"):
        actions.import_project(copy=found, by=actors.person(uuid4()), at=AT)


def test_a_record_that_is_no_project_s_is_copied_and_checked_and_does_not_come_in(
    tmp_path: Path,
) -> None:
    stream = make.stream()
    with copying.packed(stream, tmp_path / "copy.zip", at=AT) as file:
        assert check(file).stream == str(stream.pk)
        assert "index.html" not in files_in(file)
        assert "holds a record alone" in refused(file)
