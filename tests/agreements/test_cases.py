"""Three published cases, played by ordinary actions with people made up: how each came to agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.agreements import document, reading
from evenweave.agreements.actions import agreeing, arrivals, buddies
from evenweave.agreements.models import Agreed, Change, Clause, Edition, Sort, Version
from evenweave.agreements.path import path_of
from evenweave.agreements.story import story_of
from evenweave.common import actors, clock
from evenweave.decisions.actions.closing import cast_vote
from evenweave.decisions.jobs import end_steps
from evenweave.decisions.models import Decision, How, State
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.outbox.models import Message
from evenweave.projects.actions import limits
from evenweave.projects.actions.inviting import invite
from evenweave.projects.actions.joining import finish_arriving, join_project
from evenweave.projects.actions.phases import add_phase
from evenweave.projects.models import Invitation, LimitQuestion
from tests.agreements.arriving import USUAL
from tests.agreements.stories import WEEK, agreed, clause, everybody, new, other, proposed
from tests.make import NOON
from tests.projects.teams import Team, added, enter, founded, team

pytestmark = pytest.mark.django_db

VOTERS = ("Amina", "Ben", "Carys", "Dev")
MONTH = timedelta(days=30)
YEAR = timedelta(days=365)


def at_time(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> datetime:
    """It is this late."""
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def page(ours: Team, who: str, name: str, *more: Any) -> str:
    """A page of the project, as somebody reads it."""
    answer = enter(ours, who).get(reverse(name, args=[ours.project.id, *more]))
    assert answer.status_code == 200
    return answer.text


# Hounslow: principles before the group began, and words that it avoids

PRINCIPLES = {
    "Everybody counts the same": "What you have lived through weighs as much as what you studied.",
    "We say so": "Whoever feels talked down to may say so at once, and we thank them for it.",
    "We hold the roles in turn": "Chair and minutes go round. Everybody may hold any of them.",
    "We eat together": "Each meeting opens with how we are, and ends with lunch.",
}


def test_hounslow_agreed_its_principles_before_it_began_and_whoever_came_later_read_them() -> None:
    amina = added("Amina")
    project = founded(amina, "A network for wellbeing")
    link = invite(
        project=project,
        kind=Invitation.Kind.LINK,
        expires_at=NOON + 3 * MONTH - timedelta(days=1),
        most_uses=None,
        by=actors.person(amina.id),
        at=NOON,
    )
    kinds = dict(zip("LPR", project.expertises.present(), strict=True))
    ours = Team(project, kinds, link, {"Amina": amina})
    # Those who prepare it, of three kinds of expertise; the group itself is still to come.
    for name, seat in [("Ben", "L"), ("Carys", "P"), ("Dev", "R")]:
        ours.add(name, seat)
    ours.sit("Amina", "R")
    first_meeting = NOON + 2 * MONTH
    for title, words in PRINCIPLES.items():
        agreed(ours, new(title, words), at=NOON + WEEK)
    assert [each.title for each in reading.standing(project)[Sort.WAY]] == list(PRINCIPLES)
    before = reading.edition_of(project)
    assert before is not None
    assert before.number == 4
    assert before.at < first_meeting

    for number in range(8):
        person = ours.people.setdefault(f"Partner {number}", added(f"Partner {number}"))
        join_project(invitation=link, by=actors.person(person.id), at=first_meeting)
    read = page(ours, "Partner 7", "agreements:agreement")
    for title, words in PRINCIPLES.items():
        assert title in read
        assert words in read
    # Whoever comes later can question each, and agree for themselves; nobody is told who has.
    late = ours.member("Partner 7")
    told: dict[str, Any] = {"member": late, "by": ours.actor("Partner 7"), "at": first_meeting}
    agreeing.agree(edition=before.number, **told)
    assert Agreed.objects.get().member == late
    assert "Partner 7" not in page(ours, "Amina", "agreements:agreement")


def test_hounslow_avoids_a_word_and_whoever_writes_it_is_told_why_and_not_stopped() -> None:
    ours = team()
    why = "People live in a network. A service is something that is done to them."
    decision = proposed(ours, new("service", "network", Sort.WORD, why), by="Ben")
    for name, choice in zip(VOTERS, ("yes", "yes", "yes", "no"), strict=True):
        cast_vote(decision=decision, paper={"choice": choice}, by=ours.actor(name), at=NOON)
    end_steps(Turn(NOTHING, NOON + WEEK))

    listed = enter(ours, "Esther").get(reverse("agreements:words")).json()["words"]
    assert [each["word"] for each in listed] == ["service"]
    assert why in listed[0]["told"]
    client = enter(ours, "Esther")
    idea = {"words": "The new service could be in the park.", "to": str(everybody(ours).id)}
    sent = client.post("/say/", idea)
    assert sent.status_code == 302
    then = client.get(sent["Location"]).text
    assert "The new service could be in the park." in then
    assert "we avoid “service”. We say “network”." in then
    assert why in then


# PARTNERS2: all core members, six months, and somebody who comes in year four

CORE = [
    ("Amina", "L"),
    *[(f"Researcher with lived experience {number}", "L") for number in range(1, 4)],
    *[(f"Clinician {number}", "P") for number in range(1, 5)],
    *[(f"Investigator {number}", "R") for number in range(1, 5)],
]
PARTS = [
    "How we decide",
    "Sharing roles",
    "Meetings",
    "Disagreement",
    "Time",
    "Pay",
    "Credit",
    "Confidentiality",
    "Access",
    "Looking after each other",
    "Data",
    "When somebody leaves",
]


def core() -> Team:
    """Twelve core members of three kinds of expertise."""
    ours = team(["Amina"])
    for name, seat in CORE[1:]:
        ours.add(name, seat)
    return ours


def all_say(ours: Team, decision: Decision, choice: str, at: datetime) -> None:
    """Every core member votes, and its time is over."""
    for name, _ in CORE:
        cast_vote(decision=decision, paper={"choice": choice}, by=ours.actor(name), at=at)
    end_steps(Turn(NOTHING, at + WEEK))
    decision.refresh_from_db()
    assert decision.state == State.DECIDED


def written_in_six_months(ours: Team) -> datetime:
    """Each core member proposes a part, one every second week; twice one is put otherwise."""
    at = NOON
    for (name, _), title in zip(CORE, PARTS, strict=True):
        decision = proposed(ours, new(title, f"As {name} put it."), by=name, at=at)
        all_say(ours, decision, "yes", at)
        at += timedelta(days=13)
    for title, name in [("Pay", CORE[2][0]), ("Data", CORE[5][0])]:
        found = Clause.objects.get(versions__title=title, removed_at=None)
        decision = proposed(ours, other(found, "As we put it together."), by=name, at=at)
        all_say(ours, decision, "yes", at)
        at += WEEK
    return at


def test_partners2_wrote_its_agreement_together_in_six_months_by_proposals() -> None:
    ours = core()
    ended = written_in_six_months(ours)
    assert timedelta(days=150) < ended - NOON < timedelta(days=190)
    stands = reading.standing(ours.project)[Sort.WAY]
    assert [each.title for each in stands] == PARTS
    changes = Change.objects.filter(project=ours.project)
    who = changes.values_list("decision__made_by", flat=True)
    assert {ours.people[name].id for name, _ in CORE} == set(who)
    assert Edition.objects.filter(project=ours.project).count() == 14
    for each in stands:
        assert each.decision.outcome is not None
        assert each.decision.outcome.how == How.VOTE
    pay = Version.objects.filter(clause__versions__title="Pay").order_by("number").distinct()
    assert [each.words for each in pay] == ["As Clinician 2 put it.", "As we put it together."]
    assert ours.told.count("agreements.adopted") == 14
    # What changed in the last month, for whoever was away.
    changed = reading.since(ours.project, ended - MONTH)
    assert {after.title for _, after in changed if after} >= {"Pay", "Data"}
    told = document.whole(ours.project, ended)
    assert [part.title for part in told.sections[0].parts] == PARTS


def test_partners2_somebody_who_comes_in_year_four_finds_their_way_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = core()
    ended = written_in_six_months(ours)
    by = ours.actor("Amina")
    for name, since in [("Development", NOON), ("The trial", NOON + 2 * YEAR)]:
        phase: dict[str, Any] = {"name": name, "starts_on": since.date(), "ends_on": None}
        add_phase(project=ours.project, by=by, at=ended, **phase)
    year_four = at_time(monkeypatch, NOON + 3 * YEAR + 2 * MONTH)
    ours.invitation = invite(
        project=ours.project,
        kind=Invitation.Kind.LINK,
        expires_at=year_four + MONTH,
        most_uses=None,
        by=by,
        at=year_four,
    )
    gwen = ours.people.setdefault("Gwen", added("Gwen"))
    me = actors.person(gwen.id)
    member = join_project(invitation=ours.invitation, by=me, at=year_four)
    finish_arriving(member=member, worth_it="", by=me, at=year_four)
    member = ours.member("Gwen")
    path = path_of(member)
    assert [step.kind for step in path.steps] == USUAL
    client = enter(ours, "Gwen")
    for step in path.steps:
        assert client.get(step.address.partition("#")[0]).status_code == 200, step.address

    story = story_of(ours.project, year_four)
    assert "The trial" in [phase.name for phase in story.now]
    assert len(story.decisions) == 5
    assert story.has_more
    assert "13 people are here now." in story.people
    read = page(ours, "Gwen", "agreements:agreement")
    assert all(title in read for title in PARTS)

    willing = ours.member(CORE[1][0])
    buddies.be_willing(member=willing, by=ours.actor(CORE[1][0]), at=year_four)
    pair = buddies.choose_buddy(newcomer=member, buddy=willing, by=me, at=year_four)
    buddies.accept_buddy(pair=pair, by=ours.actor(CORE[1][0]), at=year_four)
    hopes = {"hopes": "To be heard.", "fears": "So many letters.", "expects": "Lunch."}
    arrivals.keep_hopes(member=member, **hopes, is_shared=False, version=0, by=me, at=year_four)
    edition = reading.edition_of(ours.project)
    assert edition is not None
    agreeing.agree(member=member, edition=edition.number, by=me, at=year_four)
    for step in path_of(member).left:
        arrivals.mark_step(member=member, step=step.id, what="done", by=me, at=year_four)
    assert path_of(member).is_enough
    assert "So many letters." not in page(ours, "Amina", "projects:people")


# Community Navigators: what can and what cannot change, told in the first session

CANNOT = ["What the study asks", "Where it is held", "When it ends"]
CAN = ["the programme", "how often we meet", "pay for time", "when we meet", "other things to do"]


def test_navigators_hear_in_the_first_session_what_can_and_cannot_change_and_question_it_once() -> (
    None
):
    ours = team()
    by = ours.actor("Amina")
    for words in CANNOT:
        limits.say_limit(
            project=ours.project,
            words=words,
            holder="The funder",
            since=date(2026, 3, 2),
            by=by,
            at=NOON,
        )
    can = clause(ours, "What we can change", f"We can change {', '.join(CAN)}.")
    for who in ("Ben", "Carys", "Dev"):
        read = page(ours, who, "projects:limits")
        assert all(words in read for words in CANNOT)
        assert "The funder" in read
        assert all(words in page(ours, who, "agreements:agreement") for words in CAN)
        story = page(ours, who, "agreements:story")
        assert all(words in story for words in CANNOT)

    later = NOON + WEEK
    limit = ours.project.limits.get(words="When it ends")
    ben, words = ours.actor("Ben"), "Could the funder wait until all is written?"
    question = limits.ask_holder(limit=limit, words=words, by=ben, at=later)
    (asked,) = Message.objects.filter(kind="projects.limit_asked")
    assert asked.to == ours.people["Amina"].id
    limits.reply_to_question(
        question=question, reply="No. But writing is paid for to its end.", by=by, at=later + WEEK
    )
    assert LimitQuestion.objects.count() == 1
    read = page(ours, "Esther", "projects:limit", limit.id)
    assert words in read
    assert "But writing is paid for to its end." in read
    lines = [each for each in ours.told if each.startswith("projects.limit")]
    assert lines == [
        *["projects.limit_said"] * 3,
        "projects.limit_asked",
        "projects.limit_answered",
    ]
    # And what can change is questioned like any part of the agreement.
    asked_too = agreeing.ask(
        project=ours.project, clause=can, words="Also who pays?", by=ben, at=later
    )
    dev = ours.actor("Dev")
    agreeing.answer_question(question=asked_too, words="Yes, together.", by=dev, at=later)
    assert "Yes, together." in page(ours, "Carys", "agreements:questions")
    draft = other(can, f"We can change {', '.join([*CAN, 'who pays'])}.")
    agreed(ours, draft, at=later + WEEK)
    stands = reading.standing(ours.project)[Sort.WAY]
    assert "who pays" in stands[0].words
