"""Closed matters: all about them is open, and what is in them is for their readers alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.agreements import jobs
from evenweave.agreements.actions.matters import (
    change_end,
    change_readers,
    decline_reading,
    name_readers,
    open_matter,
    open_to_all,
    propose_readers,
    take_back_note,
    warn_authors,
    write_note,
)
from evenweave.agreements.models import Matter, Note, Question
from evenweave.agreements.rules.matters import in_a_year
from evenweave.archive.actions import erase_person
from evenweave.archive.reading import streams_of
from evenweave.common import actors, clock
from evenweave.common.conflicts import Changed
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.closing import decide_as_named
from evenweave.decisions.actions.shaping import choose_way, open_decision, shape_proposal
from evenweave.decisions.models import Decision, State
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.ideas.actions import agree_to_cover, appeal_covering, ask_to_cover
from evenweave.ideas.models import Covering
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Project
from tests.agreements.reading import all_else, all_pages
from tests.agreements.stories import VOTE, votes
from tests.agreements.stories import decided as voted
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)
IN_MAY = date(2026, 5, 4)
BY_HALF = Way((Step(StepKind.VOTE, quorum=50),))
SECRET = "Interview three: the quillwort keeper is afraid."


def members(ours: Team, *names: str) -> list[Any]:
    """These members."""
    return [ours.member(name) for name in names]


def closed(
    ours: Team, *names: str, by: str = "Dev", ends_on: date = IN_MAY, at: Any = NOON
) -> Matter:
    """A matter that only these read; else Dev and Carys."""
    return open_matter(
        project=ours.project,
        name="The interviews",
        why="People told us this for the study alone.",
        readers=members(ours, *(names or ("Dev", "Carys"))),
        ends_on=ends_on,
        by=ours.actor(by),
        at=at,
    )


def note(ours: Team, matter: Matter, who: str = "Dev", words: str = SECRET, at: Any = NOON) -> Note:
    """Somebody writes in it."""
    return write_note(matter=matter, words=words, by=ours.actor(who), at=at)


def address(ours: Team, name: str, matter: Matter, *more: Any) -> str:
    """A page of it."""
    return reverse(f"agreements:{name}", args=[ours.project.id, matter.id, *more])


def page(ours: Team, matter: Matter, who: str) -> str:
    """Its page, as somebody reads it."""
    return enter(ours, who).get(address(ours, "matter", matter)).text


def asks_who_reads(
    ours: Team, matter: Matter, *names: str, at: Any = NOON, way: Any = BY_HALF
) -> Any:
    """Amina asks the team whether these shall read it, and opens that."""
    by = ours.actor("Amina")
    made = propose_readers(matter=matter, readers=members(ours, *names), by=by, at=at)
    told: dict[str, Any] = {"decision": made, "by": by, "at": at}
    shape_proposal(**told, version=1, question=made.question, plain_summary="Who reads it.")
    choose_way(**told, way=way)
    made.refresh_from_db()
    open_decision(**told, closes_at=at + WEEK)
    return made


def leaves(ours: Team, who: str, at: Any = NOON) -> None:
    """Somebody goes."""
    member = ours.member(who)
    leave_project(member=member, hand_over={}, wants_news=False, by=ours.actor(who), at=at)


def works(at: Any) -> None:
    """The worker comes by."""
    jobs.open_matters(Turn(NOTHING, at))


# Open about itself, closed in itself


def test_everybody_sees_that_it_is_there_and_only_its_readers_what_is_in_it() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    for who in ("Amina", "Ben", "Esther"):
        told = page(ours, matter, who)
        for words in ("The interviews", "for the study alone", "Carys", "Dev", "4 May 2026"):
            assert words in told
        assert "quillwort" not in told
        assert "Only those who read this matter can do this." in told
    for who in ("Dev", "Carys"):
        assert "quillwort" in page(ours, matter, who)
    assert "Whoever runs it could open the disk and read it." in page(ours, matter, "Ben")
    listed = enter(ours, "Ben").get(reverse("agreements:matters", args=[ours.project.id])).text
    assert "The interviews" in listed
    assert "Carys" in listed


def test_no_page_message_record_or_file_of_anybody_else_holds_what_is_in_it() -> None:
    ours = team()
    matter = closed(ours)
    found = note(ours, matter)
    change_readers(
        matter=matter,
        version=1,
        readers=members(ours, "Dev", "Esther"),
        reason="Carys is away.",
        by=ours.actor("Dev"),
        at=NOON,
    )
    works(NOON + timedelta(days=58))
    assert Message.objects.filter(kind="agreements.matter_ends").count() == 1
    for who in ("Amina", "Ben", "Carys"):
        pages = all_pages(ours, who) | {"it": page(ours, matter, who)}
        cover = reverse("ideas:cover", args=[ours.project.id, "agreements.note", found.id])
        pages["cover"] = enter(ours, who).get(cover).text
        mine = reverse("agreements:my-notes", args=[matter.id])
        pages["mine"] = enter(ours, who).get(mine).text
        assert not [key for key, text in pages.items() if "quillwort" in text]
        assert "quillwort" not in str(all_else(ours, who))
    assert "quillwort" in page(ours, matter, "Esther")


def test_that_it_is_closed_stands_on_the_record_with_the_reason() -> None:
    ours = team()
    matter = closed(ours)
    record = enter(ours, "Ben").get(reverse("projects:record", args=[ours.project.id])).text
    assert "agreements.matter_begun" in ours.told
    assert "People told us this for the study alone." in record
    note(ours, matter)
    assert ours.told[-1] == "agreements.matter_begun"


def test_whoever_is_named_hears_of_it_and_can_put_it_down_again() -> None:
    ours = team()
    matter = closed(ours)
    message = Message.objects.get(kind="agreements.reader")
    assert message.to == ours.people["Carys"].id
    assert "The interviews" not in message.text
    mine = note(ours, matter, "Carys", "I heard the same.")
    told = ours.told
    enter(ours, "Carys").post(address(ours, "decline-matter", matter))
    assert matter.reader_ids == [ours.member("Dev").id]
    assert ours.told == told
    shown = page(ours, matter, "Carys")
    assert "I heard the same." not in shown
    assert reverse("agreements:my-notes", args=[matter.id]) in shown
    own = enter(ours, "Carys").get(reverse("agreements:my-notes", args=[matter.id])).text
    assert "I heard the same." in own
    enter(ours, "Carys").post(reverse("agreements:take-back-note", args=[mine.id]))
    assert Note.objects.get(pk=mine.id).words == ""
    with pytest.raises(Refusal, match="You do not read this matter"):
        decline_reading(matter=matter, by=ours.actor("Carys"), at=NOON)


def test_a_helper_sees_what_is_in_it_only_as_a_reader_themself() -> None:
    ours = team()
    matter = closed(ours, "Dev", "Ben", "Carys")
    found = note(ours, matter)
    for helper, may in (("Amina", False), ("Carys", True)):
        by = helper_for(ours, "Ben", helper)
        assert matter.may_be_read_by(by) is may
        if may:
            write_note(matter=matter, words="Said with help.", by=by, at=NOON)
        else:
            with pytest.raises(Refusal, match="Whoever helps you does not read this"):
                write_note(matter=matter, words="Said with help.", by=by, at=NOON)
    asked: dict[str, Any] = {
        "project": ours.project,
        "kind": "agreements.note",
        "thing_id": found.id,
    }
    with pytest.raises(Refusal, match="not there any more"):
        ask_to_cover(**asked, reason="No.", by=helper_for(ours, "Ben", "Amina"), at=NOON)


# Readers and the day


def test_readers_change_who_reads_it_with_a_reason_that_all_can_read() -> None:
    ours = team()
    matter = closed(ours)
    where = address(ours, "matter-readers", matter)
    sent = {"version": "1", "reason": "Carys is away.", "readers": [str(ours.member("Ben").id)]}
    assert "Only those who read this matter" in enter(ours, "Ben").post(where, sent).text
    assert enter(ours, "Dev").post(where, sent | {"reason": ""}).status_code == 200
    assert enter(ours, "Dev").post(where, sent).status_code == 302
    assert matter.reader_ids == [ours.member("Ben").id]
    assert "Dev" not in page(ours, matter, "Amina").partition("Who reads it")[2][:60]
    record = enter(ours, "Amina").get(reverse("projects:record", args=[ours.project.id])).text
    assert "Carys is away." in record
    told = {
        each.to for each in Message.objects.filter(kind="agreements.reader", written_at__gt=NOON)
    }
    assert told == {ours.people["Ben"].id, ours.people["Carys"].id}


def test_two_who_change_it_at_once_lose_no_words() -> None:
    ours = team()
    matter = closed(ours)
    readers = members(ours, "Dev", "Ben")
    told: dict[str, Any] = {"matter": matter, "by": ours.actor("Dev"), "at": NOON}
    change_readers(**told, version=1, readers=readers, reason="First.")
    with pytest.raises(Changed):
        change_readers(**told, version=1, readers=members(ours, "Dev", "Esther"), reason="Second.")
    with pytest.raises(Changed):
        change_end(**told, version=1, ends_on=IN_MAY + DAY, reason="Second.")
    sent = {"version": "1", "reason": "Second.", "readers": [str(ours.member("Dev").id)]}
    answer = enter(ours, "Dev").post(address(ours, "matter-readers", matter), sent)
    assert answer.status_code == 409
    assert "Second." in answer.text


def test_it_is_closed_to_somebody_and_read_by_somebody_who_is_here() -> None:
    ours = team()
    stranger = team(("Amina", "Gwen")).member("Gwen")
    opens: dict[str, Any] = {"project": ours.project, "name": "Notes", "why": "Because."}
    opens |= {"ends_on": IN_MAY, "by": ours.actor("Dev"), "at": NOON}
    with pytest.raises(Refusal, match="Nobody is chosen"):
        open_matter(**opens, readers=[])
    with pytest.raises(Refusal, match="closed to nobody"):
        open_matter(**opens, readers=list(ours.project.members.present()))
    with pytest.raises(Refusal, match="not in this project"):
        open_matter(**opens, readers=[stranger])
    with pytest.raises(Refusal, match="needs a name"):
        open_matter(**{**opens, "name": " "}, readers=members(ours, "Dev"))
    with pytest.raises(Refusal, match="Say why"):
        open_matter(**{**opens, "why": ""}, readers=members(ours, "Dev"))
    alone = team(("Amina",))
    with pytest.raises(Refusal, match="closed to nobody"):
        closed(alone, "Amina", by="Amina")


@pytest.mark.parametrize(
    ("ends_on", "reason"),
    [
        (date(2026, 3, 1), "too soon"),
        (date(2026, 3, 9), "From 10 March 2026 on is fine"),
        (date(2026, 3, 10), ""),
        (date(2027, 3, 2), ""),
        (date(2027, 3, 3), "12 months at most: until 2 March 2027"),
    ],
)
def test_it_is_closed_for_a_week_at_least_and_a_year_at_most(ends_on: date, reason: str) -> None:
    ours = team()
    if reason:
        with pytest.raises(Refusal, match=reason):
            closed(ours, ends_on=ends_on)
        return
    matter = closed(ours, ends_on=ends_on)
    told: dict[str, Any] = {"by": ours.actor("Dev"), "at": NOON, "matter": matter}
    with pytest.raises(Refusal, match="12 months at most"):
        change_end(**told, version=1, ends_on=date(2027, 3, 3), reason="More time.")
    with pytest.raises(Refusal, match="That is its day already"):
        change_end(**told, version=1, ends_on=ends_on, reason="More time.")
    change_end(**told, version=1, ends_on=date(2026, 12, 1), reason="More time.")
    assert ours.told[-1] == "agreements.matter_end"


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert in_a_year(date(2028, 2, 29)) == date(2029, 2, 28)


# Its day


def test_authors_are_told_a_week_before_and_on_its_day_it_opens_to_all() -> None:
    ours = team()
    matter = closed(ours)
    mine = note(ours, matter, "Carys", "I heard the same.")
    note(ours, matter)
    leaves(ours, "Carys")
    may = NOON + (IN_MAY - NOON.date())
    works(may - 8 * DAY)
    assert not Message.objects.filter(kind="agreements.matter_ends").exists()
    works(may - WEEK)
    works(may - WEEK)
    told = Message.objects.filter(kind="agreements.matter_ends")
    assert {each.to for each in told} == {ours.people["Dev"].id, ours.people["Carys"].id}
    assert "Monday 4 May 2026" in told[0].text
    # Somebody who left can take theirs back, too.
    own = reverse("agreements:my-notes", args=[matter.id])
    assert "I heard the same." in enter(ours, "Carys").get(own).text
    assert enter(ours, "Carys").get(address(ours, "matter", matter)).status_code == 404
    assert (
        enter(ours, "Carys").post(reverse("agreements:take-back-note", args=[mine.id])).status_code
        == 302
    )
    works(may - DAY)
    assert "quillwort" not in page(ours, matter, "Ben")
    works(may)
    shown = page(ours, matter, "Ben")
    assert "quillwort" in shown
    assert "I heard the same." not in shown
    assert "Taken back by its author." in shown
    assert ours.told[-1] == "agreements.matter_opened_to_all"
    with pytest.raises(Refusal, match="open to everybody already"):
        note(ours, matter)
    listed = enter(ours, "Ben").get(reverse("agreements:matters", args=[ours.project.id])).text
    assert "Open to everybody now" in listed


def test_a_worker_that_slept_gives_authors_their_week_all_the_same() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    late = NOON + timedelta(days=100)
    works(late)
    assert "Wednesday 17 June 2026" in Message.objects.get(kind="agreements.matter_ends").text
    works(late + WEEK - timedelta(hours=1))
    matter.refresh_from_db()
    assert matter.is_closed
    with pytest.raises(Refusal, match="have not had their week"):
        open_to_all(matter=matter, by=actors.job("a.job"), at=late + DAY)
    works(late + WEEK)
    matter.refresh_from_db()
    assert not matter.is_closed


def test_who_wrote_is_told_again_when_its_day_is_another() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    may = NOON + (IN_MAY - NOON.date())
    works(may - WEEK)
    change_end(
        matter=matter,
        version=1,
        ends_on=date(2026, 9, 1),
        reason="The analysis takes longer.",
        by=ours.actor("Carys"),
        at=may - WEEK,
    )
    works(may)
    matter.refresh_from_db()
    assert matter.is_closed
    with pytest.raises(Refusal, match="too early"):
        warn_authors(matter=matter, by=actors.job("a.job"), at=may)
    works(may + timedelta(days=113))
    assert Message.objects.filter(kind="agreements.matter_ends").count() == 2


# Readers who go


def test_a_reader_who_leaves_reads_it_no_more_also_when_they_come_back() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    leaves(ours, "Carys")
    assert matter.reader_ids == [ours.member("Dev").id]
    ours.add("Carys", "P")
    assert "quillwort" not in page(ours, matter, "Carys")


def test_without_readers_it_opens_to_nobody_until_the_team_decides_or_its_day_comes() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    leaves(ours, "Dev", NOON + DAY)
    with pytest.raises(Refusal, match="Somebody reads it still"):
        asks_who_reads(ours, matter, "Amina")
    decline_reading(matter=matter, by=ours.actor("Carys"), at=NOON + DAY)
    shown = page(ours, matter, "Amina")
    assert "Nobody reads it any more" in shown
    assert "quillwort" not in shown
    where = address(ours, "propose-readers", matter)
    assert "Begin the proposal" in enter(ours, "Ben").get(where).text
    sent = {"readers": [str(ours.member("Amina").id), str(ours.member("Esther").id)]}
    assert enter(ours, "Ben").post(where, sent).status_code == 302
    assert matter.reader_ids == []
    made = asks_who_reads(ours, matter, "Amina", "Esther", at=NOON + DAY)
    told = reverse("decisions:decision", args=[ours.project.id, made.id])
    seen = enter(ours, "Ben").get(told).text
    assert "Who would read the closed matter" in seen
    assert "Esther" in seen
    leaves(ours, "Esther", NOON + 2 * DAY)
    voted(ours, made, "yes", "yes", "yes", at=NOON + DAY)
    assert matter.reader_ids == [ours.member("Amina").id]
    assert "quillwort" in page(ours, matter, "Amina")
    assert "quillwort" not in page(ours, matter, "Ben")
    assert "agreements.matter_readers_named" in ours.told
    assert "Who would read the closed matter" in enter(ours, "Ben").get(told).text


def test_a_no_or_another_decision_lets_nobody_in() -> None:
    ours = team()
    matter = closed(ours, "Dev")
    decline_reading(matter=matter, by=ours.actor("Dev"), at=NOON)
    no = voted(ours, asks_who_reads(ours, matter, "Amina"), "no", "no", "no")
    assert matter.reader_ids == []
    told: dict[str, Any] = {"matter": matter, "by": ours.actor("Amina"), "at": NOON + 2 * WEEK}
    with pytest.raises(Refusal, match="agreed to together"):
        name_readers(**told, readers=members(ours, "Amina"), decision=no)
    with pytest.raises(Refusal, match="not asked about all"):
        name_readers(**told, readers=members(ours, "Ben"), decision=no)
    late = asks_who_reads(ours, matter, "Amina", at=NOON + WEEK)
    first = asks_who_reads(ours, matter, "Ben", at=NOON + WEEK)
    votes(ours, late, "yes", "yes", "yes", at=NOON + WEEK)
    voted(ours, first, "yes", "yes", "yes", at=NOON + WEEK)
    assert len(matter.reader_ids) == 1


def test_a_rule_by_which_few_decide_lets_nobody_in() -> None:
    ours = team()
    matter = closed(ours, "Dev")
    decline_reading(matter=matter, by=ours.actor("Dev"), at=NOON)
    voted(ours, asks_who_reads(ours, matter, "Amina", way=VOTE), "yes")
    assert matter.reader_ids == []


def test_whoever_is_named_to_decide_alone_does_not_open_it_to_themself() -> None:
    ours = team()
    matter = closed(ours, "Dev")
    note(ours, matter)
    decline_reading(matter=matter, by=ours.actor("Dev"), at=NOON)
    alone = Way(
        (Step(StepKind.DECIDER, days=7, deciders=(ours.member("Amina").id,), reason="She asks."),)
    )
    made = asks_who_reads(ours, matter, "Amina", way=alone)
    decide_as_named(
        decision=made, chosen=["yes"], reason="I like to.", by=ours.actor("Amina"), at=NOON + DAY
    )
    assert matter.reader_ids == []
    assert "quillwort" not in page(ours, matter, "Amina")


def test_whoever_wrote_hears_that_others_read_it_and_can_take_it_back() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter, "Carys", "I heard the same.")
    decline_reading(matter=matter, by=ours.actor("Carys"), at=NOON)
    readers = members(ours, "Dev", "Esther")
    told: dict[str, Any] = {"matter": matter, "version": 2, "readers": readers, "reason": "Help."}
    change_readers(**told, by=ours.actor("Dev"), at=NOON + DAY)
    letter = Message.objects.get(to=ours.people["Carys"].id, written_at__gt=NOON)
    assert "Others than before read what you wrote" in letter.text
    assert reverse("agreements:my-notes", args=[matter.id]) in letter.text
    assert "The interviews" not in letter.subject + letter.text


def test_a_light_project_has_no_such_pages() -> None:
    ours = team()
    matter = closed(ours)
    with acting("a test's own"):
        Project.objects.filter(pk=ours.project.pk).update(is_light=True)
    client = enter(ours, "Dev")
    for place in (
        reverse("agreements:matters", args=[ours.project.id]),
        address(ours, "matter", matter),
    ):
        assert client.get(place).status_code == 404


def test_anybody_asks_openly_and_brings_it_to_a_decision() -> None:
    ours = team()
    matter = closed(ours)
    ask = address(ours, "ask-matter", matter)
    assert enter(ours, "Ben").post(ask, {"words": "Why not us?"}).status_code == 302
    question = Question.objects.get()
    assert question.matter_id == matter.id
    assert "Why not us?" in page(ours, matter, "Esther")
    agreement = reverse("agreements:questions", args=[ours.project.id])
    assert "Why not us?" not in enter(ours, "Ben").get(agreement).text
    enter(ours, "Ben").post(address(ours, "bring-matter", matter))
    decision = Decision.objects.get(state=State.DRAFT)
    assert decision.question == "Shall “The interviews” stay closed as it is?"
    assert "Nothing is written here yet." in enter(ours, "Ben").post(ask, {"words": ""}).text
    write = address(ours, "write-note", matter)
    told = enter(ours, "Ben").post(write, {"words": "My long words."}).text
    assert "Only those who read this matter can do this." in told
    assert "My long words." in told


# Covering, erasing


def test_only_readers_cover_a_note_and_a_covering_shows_it_to_nobody_else() -> None:
    ours = team()
    ours.add("Gwen", "R")
    matter = closed(ours, "Dev", "Carys", "Ben")
    found = note(ours, matter)
    asked: dict[str, Any] = {
        "project": ours.project,
        "kind": "agreements.note",
        "thing_id": found.id,
    }
    with pytest.raises(Refusal, match="not there any more"):
        ask_to_cover(**asked, reason="It hurts.", by=ours.actor("Amina"), at=clock.now())
    now = clock.now()
    covering = ask_to_cover(**asked, reason="It hurts.", by=ours.actor("Carys"), at=now)
    with pytest.raises(Refusal, match="not there any more"):
        agree_to_cover(covering=covering, by=ours.actor("Amina"), at=now)
    agree_to_cover(covering=covering, by=ours.actor("Ben"), at=now)
    assert "quillwort" in page(ours, matter, "Dev")
    assert "quillwort" not in page(ours, matter, "Ben")
    appeal_covering(covering=covering, words="It is true.", by=ours.actor("Dev"), at=now)
    where = reverse("ideas:covering", args=[ours.project.id, covering.id])
    for who in ("Amina", "Gwen", "Esther"):
        assert "quillwort" not in enter(ours, who).get(where).text
    assert "quillwort" in enter(ours, "Carys").get(where).text


def test_whoever_is_erased_takes_their_notes_with_them_and_the_matter_stays() -> None:
    ours = team()
    matter = closed(ours)
    note(ours, matter)
    mine = note(ours, matter, "Carys", "I heard the same.")
    take_back_note(note=mine, by=ours.actor("Carys"), at=NOON)
    person = ours.people["Dev"]
    erase_person(person=person, streams=streams_of(person.id), by=ours.actor("Dev"), at=NOON)
    matter.refresh_from_db()
    assert {each.words for each in Note.objects.all()} == {""}
    assert matter.why == "(words taken out)"
    assert matter.reader_ids == [ours.member("Carys").id]
    assert page(ours, matter, "Ben").count("a former member")
    assert not Covering.objects.exists()


def test_many_matters_and_notes_ask_the_database_no_more_than_few(
    django_assert_max_num_queries: Any,
) -> None:
    ours = team()
    matters = [closed(ours) for _each in range(12)]
    for number in range(20):
        note(ours, matters[0], "Carys", f"Note {number}.")
    client = enter(ours, "Dev")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("agreements:matters", args=[ours.project.id])).status_code == 200
    with django_assert_max_num_queries(14):
        assert "Note 19." in client.get(address(ours, "matter", matters[0])).text
