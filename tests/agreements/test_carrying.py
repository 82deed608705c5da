"""A team lends its agreement by a decision; a later one proposes to itself what it likes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from evenweave.agreements import deciding, personal
from evenweave.agreements.actions.carrying import (
    end_lending,
    lend_agreement,
    propose_lending,
    take_back_lessons,
    take_over,
)
from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.models import Carried, Change, Lending, Sort, Version
from evenweave.agreements.rules.carrying import LONGEST, to_take
from evenweave.archive.actions import erase_person
from evenweave.archive.reading import streams_of
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.decisions import about
from evenweave.decisions.actions.closing import cast_vote
from evenweave.decisions.actions.room import agree_in_room, doubt_agreement
from evenweave.decisions.actions.shaping import (
    begin_proposal,
    choose_way,
    open_decision,
    throw_away_draft,
)
from evenweave.decisions.jobs import end_steps
from evenweave.decisions.models import Decision, State
from evenweave.ideas.actions import agree_to_cover, ask_to_cover
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.outbox.models import Message
from evenweave.projects.models import Project
from evenweave.record.models import Entry
from tests.agreements.stories import (
    VOTE,
    WEEK,
    agreed,
    all_say_yes,
    decided,
    everybody,
    new,
    other,
    without,
)
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOON + WEEK
NAME = "The wellbeing network"
LESSONS = "Begin with lunch. It took us a year to learn that."


def earlier() -> Team:
    """A team that has agreed on a few things."""
    ours = team(("Amina", "Ben", "Carys", "Dev", "Esther"))
    with acting("a test’s own"):
        Project.objects.filter(pk=ours.project.pk).update(name=NAME)
    ours.project.refresh_from_db()
    drafts = [
        new("Time", "We plan for the time that things take.", why="Life gets in the way."),
        new("service", "network", Sort.WORD),
        new("A bench", "Somewhere to sit.", Sort.GOAL),
    ]
    agreed(ours, *drafts)
    return ours


def later() -> Team:
    """A team that begins."""
    return team(("Gwen", "Huw", "Amina"))


def proposed(ours: Team, to: Team | None = None, at: datetime = NOON, **more: Any) -> Lending:
    """Dev asks his team whether to lend its agreement to one team, or to all on this server."""
    told: dict[str, Any] = {"to_project": to.project.id if to else None}
    told["to_called"] = "The navigators"
    told |= {"lessons": LESSONS, "by": ours.actor("Dev"), "at": at}
    return propose_lending(project=ours.project, **told | more)


def lent(ours: Team, to: Team | None = None, at: datetime = NOON, **more: Any) -> Lending:
    """The same, and all say yes: it is lent a week later."""
    lending = proposed(ours, to, at, **more)
    people = [ours.actor(name) for name in ("Amina", "Ben", "Carys")]
    all_say_yes(lending.decision, ours.actor("Dev"), people, at)
    lending.refresh_from_db()
    return lending


def in_the_room(
    ours: Team, at: datetime = LATER + DAY, words: str = "We lend it no more."
) -> Decision:
    """They agreed in the room."""
    people, by = list(ours.project.members.present()[:2]), ours.actor("Amina")
    return agree_in_room(circle=everybody(ours), words=words, people=people, by=by, at=at)


def ended(ours: Team, lending: Lending, at: datetime = LATER + DAY) -> None:
    """They lend it no longer."""
    decision = in_the_room(ours, at)
    end_lending(lending=lending, decision=decision, by=ours.actor("Ben"), at=at)


def takes(ours: Team, lending: Lending, *versions: Version, at: datetime = LATER) -> Decision:
    """The later team proposes these to itself; without any, all of it."""
    return take_over(
        circle=everybody(ours),
        lending=lending,
        versions=list(versions) or to_take(lending, ours.project),
        plain_summary="To begin with.",
        by=ours.actor("Gwen"),
        at=at,
    )


def adopted(ours: Team, decision: Decision) -> Any:
    """The later team agrees to what it proposed to itself; the clause."""
    people = [ours.actor(name) for name in ("Gwen", "Huw")]
    all_say_yes(decision, ours.actor("Gwen"), people, LATER)
    change = Change.objects.get(decision=decision)
    assert change.state == Change.State.ADOPTED
    return change.clause


def page(ours: Team, name: str, *more: Any, who: str = "Huw") -> str:
    """A page, as somebody reads it."""
    where = reverse(name if ":" in name else f"agreements:{name}", args=[ours.project.id, *more])
    return enter(ours, who).get(where).text


# Consent


def test_any_member_asks_the_whole_team_and_nobody_else_does() -> None:
    ours, next_ones = earlier(), later()
    told: dict[str, Any] = {"project": ours.project, "to_project": next_ones.project.id}
    told |= {"to_called": "", "lessons": "", "at": NOON}
    with pytest.raises(Refusal, match="Only members"):
        propose_lending(**told, by=next_ones.actor("Gwen"))
    by = ours.actor("Ben")
    with pytest.raises(Refusal, match="your own project"):
        propose_lending(**told | {"to_project": ours.project.id}, by=by)
    with pytest.raises(Refusal, match="too long"):
        propose_lending(**told | {"lessons": "a" * (LONGEST + 1)}, by=by)
    bare = later()
    with pytest.raises(Refusal, match="nothing to lend"):
        propose_lending(**told | {"project": bare.project}, by=bare.actor("Gwen"))
    lending = propose_lending(**told, by=by)
    assert lending.decision.circle.is_everybody
    assert lending.decision.question == "Shall we lend our agreement to one other project?"
    assert not lending.is_present
    assert ours.told[-1] != "agreements.lent"


def test_the_program_does_not_tell_whether_there_is_a_project_at_an_address() -> None:
    ours = earlier()
    there, nowhere = proposed(ours, later()), proposed(ours, to_project=uuid4())
    assert there.decision.question == nowhere.decision.question


def test_until_the_team_says_yes_the_other_hears_nothing_of_it() -> None:
    ours, next_ones = earlier(), later()
    lending = proposed(ours, next_ones)
    where = reverse("agreements:take-over", args=[next_ones.project.id, lending.id])
    client = enter(next_ones, "Huw")

    def is_silent() -> bool:
        lending.refresh_from_db()
        hidden = NAME not in page(next_ones, "offered") and client.get(where).status_code == 404
        return hidden and not Lending.objects.offered_to(next_ones.project).exists()

    assert is_silent()
    by = ours.actor("Dev")
    choose_way(decision=lending.decision, way=VOTE, by=by, at=NOON)
    open_decision(decision=lending.decision, closes_at=LATER, by=by, at=NOON)
    assert is_silent()
    with pytest.raises(Refusal, match="not decided yet"):
        lend_agreement(lending=lending, by=by, at=NOON)
    assert decided(ours, lending.decision, "no", "no", "no").state == State.DECIDED
    assert is_silent()
    with pytest.raises(Refusal, match="does not lend this"):
        takes(next_ones, lending, *to_take(lending, next_ones.project))
    assert "agreements.lent" not in ours.told


def test_a_yes_lends_it_as_it_was_proposed_and_stands_on_the_record_without_names() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    assert (lending.is_present, lending.lent_at) == (True, LATER)
    entry = Entry.objects.filter(stream=ours.project.stream_id, kind="agreements.lent").get()
    line = str(entry.line)
    assert str(lending.id) in line
    assert "navigators" not in line
    assert str(next_ones.project.id) not in line
    assert "To <bdi>The navigators</bdi>" in page(ours, "lending", who="Ben")


def test_a_decision_that_does_not_stand_any_more_lends_nothing() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    with acting("a test’s own"):
        Decision.objects.filter(pk=lending.decision_id).update(state=State.DRAFT)
    lending.refresh_from_db()
    deciding.LENDING.reopened(lending.decision, ours.actor("Ben"), LATER)
    assert not lending.is_present
    assert not Lending.objects.offered_to(next_ones.project).exists()
    assert "This is not lent any more" in page(next_ones, "take-over", lending.id)


def test_the_proposal_shows_what_is_lent_and_keeps_no_words_that_can_be_taken_back() -> None:
    ours = earlier()
    lending = proposed(ours)
    shown = page(ours, "decisions:decision", lending.decision_id, who="Ben")
    for words in ("To every project on this server", "Begin with lunch.", "your team’s name"):
        assert words in shown
    assert "lunch" not in str(about.wording(lending.decision))


def test_it_is_proposed_on_a_page_to_the_address_of_another_project() -> None:
    ours, next_ones = earlier(), later()
    where = reverse("agreements:lend", args=[ours.project.id])
    sent = {"to": "one", "to_called": "The navigators", "lessons": LESSONS, "address": ""}
    client = enter(ours, "Dev")
    told = client.post(where, sent).text
    assert "Paste the address of the other project’s page here." in told
    assert "Begin with lunch." in told
    told = client.post(where, sent | {"address": "the navigators"}).text
    assert "This is not the address of a project’s page." in told
    home = f"https://example.org/projects/{next_ones.project.id}/"
    own = f"https://example.org/projects/{ours.project.id}/"
    assert "This is your own project." in client.post(where, sent | {"address": own}).text
    assert client.post(where, sent | {"address": home}).status_code == 302
    lending = Lending.objects.get()
    assert lending.to_project == next_ones.project.id
    assert lending.decision.question == "Shall we lend our agreement to “The navigators”?"
    assert "The navigators" in page(ours, "lending", who="Ben")


def test_where_it_is_for_all_an_address_is_not_asked_for() -> None:
    ours = earlier()
    where = reverse("agreements:lend", args=[ours.project.id])
    sent = {"to": "all", "to_called": "The navigators", "lessons": "", "address": "the navigators"}
    assert enter(ours, "Dev").post(where, sent).status_code == 302
    lending = Lending.objects.get()
    assert (lending.to_project, lending.to_called) == (None, "")


def test_a_team_without_words_reads_why_there_is_nothing_to_lend() -> None:
    bare = later()
    for name in ("lending", "lend"):
        assert "so there is nothing to lend" in page(bare, name)


# Taking over


def test_the_later_team_sees_what_is_lent_and_only_that() -> None:
    ours, next_ones, others = earlier(), later(), later()
    lending = lent(ours, next_ones)
    assert NAME in page(next_ones, "offered")
    told = page(next_ones, "take-over", lending.id)
    shown = ("Begin with lunch.", "We plan for the time that things take.", "A word to avoid.")
    for words in (*shown, "Life gets in the way."):
        assert words in told
    assert "Somewhere to sit." not in told
    for name in ("Ben", "Carys", "Dev", "Esther"):
        assert name not in told
    assert NAME not in page(others, "offered")
    where = reverse("agreements:take-over", args=[others.project.id, lending.id])
    assert enter(others, "Huw").get(where).status_code == 404
    own = reverse("agreements:take-over", args=[ours.project.id, lending.id])
    assert enter(ours, "Ben").get(own).status_code == 404
    with pytest.raises(Refusal, match="does not lend this"):
        takes(others, lending)
    with pytest.raises(Refusal, match="Only members"):
        take_over(
            circle=everybody(next_ones),
            lending=lending,
            versions=to_take(lending, next_ones.project),
            plain_summary="",
            by=ours.actor("Dev"),
            at=LATER,
        )


def test_everybody_on_the_server_takes_from_what_is_lent_to_all() -> None:
    ours, others = earlier(), later()
    lending = lent(ours)
    assert lending.to_called == ""
    takes(others, lending)
    assert Carried.objects.count() == 2


def test_what_is_taken_over_is_a_proposal_to_ones_own_team_and_is_offered_no_more() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    where = reverse("agreements:take-over", args=[next_ones.project.id, lending.id])
    time = to_take(lending, next_ones.project)[0]
    client = enter(next_ones, "Gwen")
    told = client.post(where, {"plain_summary": "To begin."}).text
    assert "Please choose at least one." in told
    assert "To begin." in told
    sent = {"versions": [str(time.id), str(time.id)], "plain_summary": "To begin."}
    assert client.post(where, sent).status_code == 302
    change = Change.objects.get(project=next_ones.project)
    assert (change.title, change.words, change.why) == (
        "Time",
        "We plan for the time that things take.",
        "Life gets in the way.",
    )
    assert change.state == Change.State.PROPOSED
    assert change.decision.state == State.DRAFT
    assert change.made_by == next_ones.people["Gwen"].id
    assert time not in to_take(lending, next_ones.project)
    with pytest.raises(Refusal, match="proposed already"):
        takes(next_ones, lending, time)
    with pytest.raises(Refusal, match="Nothing is chosen"):
        take_over(
            circle=everybody(next_ones),
            lending=lending,
            versions=[],
            plain_summary="",
            by=next_ones.actor("Gwen"),
            at=LATER,
        )
    assert "Proposed" in page(next_ones, "offered")


def test_what_stands_at_the_moment_of_taking_is_what_is_taken() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    before, word = to_take(lending, next_ones.project)
    agreed(ours, other(before.clause, "We plan for twice the time."), at=LATER)
    agreed(ours, without(word.clause), at=LATER)
    for gone in (before, word):
        with pytest.raises(Refusal, match="reads otherwise now"):
            takes(next_ones, lending, gone)
    told = page(next_ones, "take-over", lending.id)
    assert "We plan for twice the time." in told
    assert "the time that things take" not in told
    assert "A word to avoid." not in told


def test_what_a_team_took_out_again_it_may_take_over_anew() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    time, word = to_take(lending, next_ones.project)
    clause = adopted(next_ones, takes(next_ones, lending, time))
    assert to_take(lending, next_ones.project) == [word]
    people = [next_ones.member("Gwen"), next_ones.member("Huw")]
    agree_changes(
        circle=everybody(next_ones),
        drafts=[without(clause)],
        people=people,
        by=next_ones.actor("Gwen"),
        at=LATER + WEEK,
    )
    assert to_take(lending, next_ones.project) == [time, word]


def test_when_all_is_proposed_the_page_says_so() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    takes(next_ones, lending)
    assert "There is nothing left to take over." in page(next_ones, "take-over", lending.id)


# Consent withdrawn


def test_words_name_the_other_team_while_it_lends_them_and_then_only_another_team() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    time, word = to_take(lending, next_ones.project)
    clause = adopted(next_ones, takes(next_ones, lending, time))
    draft = takes(next_ones, lending, word, at=LATER + DAY)
    places: list[tuple[str, list[Any]]] = [
        ("clause", [clause.id]),
        ("offered", []),
        ("decisions:decision", [draft.id]),
    ]
    for name, more in places:
        assert f"<bdi>{NAME}</bdi>" in page(next_ones, name, *more)
    assert NAME not in page(next_ones, "agreement")
    ended(ours, lending)
    for name, more in places:
        told = page(next_ones, name, *more)
        assert NAME not in told
        assert "from another team" in told
    assert NAME not in page(next_ones, "take-over", lending.id)
    assert Version.objects.get(clause=clause, until=None).words == time.words
    assert "service" in page(next_ones, "decisions:decision", draft.id)


def test_ones_own_words_come_from_nowhere_else() -> None:
    ours = earlier()
    clause = Version.objects.get(title="Time").clause
    assert "It began with words" not in page(ours, "clause", clause.id, who="Ben")


def test_after_consent_is_withdrawn_nothing_more_is_taken_and_everybody_is_told() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    time, word = to_take(lending, next_ones.project)
    takes(next_ones, lending, time)
    end = reverse("agreements:end-lending", args=[ours.project.id, lending.id])
    assert "There is none yet." in enter(ours, "Dev").get(end).text
    later_on = in_the_room(ours)
    before = set(Message.objects.values_list("pk", flat=True))
    assert enter(ours, "Dev").post(end, {"decision": str(later_on.id)}).status_code == 302
    assert ours.told[-1] == "agreements.lending_ended"
    assert "Lent no longer" in page(ours, "lending", who="Ben")

    messages = Message.objects.filter(kind="agreements.lending_ended").exclude(pk__in=before)
    assert {each.to for each in messages} == {each.id for each in next_ones.people.values()}
    assert all(NAME not in each.text + each.subject for each in messages)
    assert "these are your words now" in messages[0].text

    with pytest.raises(Refusal, match="does not lend this any more"):
        takes(next_ones, lending, word, at=LATER + WEEK)
    post = reverse("agreements:take-over", args=[next_ones.project.id, lending.id])
    sent = {"versions": [str(word.id)], "plain_summary": "My own long words."}
    answer = enter(next_ones, "Gwen").post(post, sent)
    assert "does not lend this any more" in answer.text
    assert "My own long words." in answer.text
    assert NAME not in answer.text
    assert LESSONS not in answer.text
    assert "It is not lent just now." in enter(ours, "Dev").get(end).text


def test_a_project_that_took_from_what_is_lent_to_all_is_told_and_others_are_not() -> None:
    ours, took, idle = earlier(), later(), later()
    lending = lent(ours)
    takes(took, lending)
    ended(ours, lending)
    told = set(Message.objects.filter(kind="agreements.lending_ended").values_list("to", flat=True))
    assert told == {each.id for each in took.people.values()}
    assert not told & {each.id for each in idle.people.values()}


def test_to_end_it_takes_a_later_decision_of_the_same_team() -> None:
    ours, next_ones = earlier(), later()
    before = in_the_room(ours, NOON - DAY)
    waiting, lending = proposed(ours, next_ones), lent(ours, next_ones)
    told: dict[str, Any] = {"lending": lending, "at": LATER + DAY, "by": ours.actor("Dev")}
    for too_early in (before, lending.decision):
        with pytest.raises(Refusal, match="takes a later decision"):
            end_lending(**told, decision=too_early)
    doubted = in_the_room(ours)
    doubt_agreement(decision=doubted, words="", by=ours.actor("Ben"), at=LATER + DAY)
    for wrong in (in_the_room(next_ones), doubted):
        with pytest.raises(Refusal, match="takes a decision"):
            end_lending(**told, decision=wrong)
    after = in_the_room(ours)
    with pytest.raises(Refusal, match="Only members"):
        end_lending(**told | {"by": next_ones.actor("Gwen")}, decision=after)
    with pytest.raises(Refusal, match="not lent just now"):
        end_lending(**told | {"lending": waiting}, decision=after)
    end_lending(**told, decision=after)
    with pytest.raises(Refusal, match="not lent just now"):
        end_lending(**told, decision=after)
    where = reverse("agreements:end-lending", args=[ours.project.id, waiting.id])
    assert "It is not lent just now." in enter(ours, "Dev").get(where).text


def test_a_no_to_lending_on_a_second_look_ends_it_and_another_no_does_not() -> None:
    ours = earlier()
    lending = lent(ours)
    by = ours.actor("Dev")
    found = []
    for reviewed in (lending.decision, None):
        again = begin_proposal(
            circle=everybody(ours), question="Shall we go on?", reviewed=reviewed, by=by, at=LATER
        )
        again.plain_summary = "We look again."
        with acting("a test’s own"):
            again.save()
        choose_way(decision=again, way=VOTE, by=by, at=LATER)
        open_decision(decision=again, closes_at=LATER + WEEK, by=by, at=LATER)
        for name in ("Amina", "Ben", "Carys"):
            cast_vote(decision=again, paper={"choice": "no"}, by=ours.actor(name), at=LATER)
        found.append(again)
    end_steps(Turn(NOTHING, LATER + WEEK))
    second_look, another = found
    end = reverse("agreements:end-lending", args=[ours.project.id, lending.id])
    offered = enter(ours, "Ben").get(end).text
    assert str(second_look.id) in offered
    assert str(another.id) not in offered
    told: dict[str, Any] = {"lending": lending, "by": by, "at": LATER + WEEK}
    with pytest.raises(Refusal, match="takes a decision"):
        end_lending(**told, decision=another)
    end_lending(**told, decision=second_look)
    assert not lending.is_present


def test_what_changed_while_somebody_was_ending_it_is_told_above_the_form() -> None:
    ours = earlier()
    lending, later_on = lent(ours), in_the_room(ours)
    ended(ours, lending, LATER + DAY)
    end = reverse("agreements:end-lending", args=[ours.project.id, lending.id])
    answer = enter(ours, "Dev").post(end, {"decision": str(later_on.id)})
    assert "It is not lent just now." in answer.text


# What was learned


def test_lessons_are_covered_taken_back_and_the_agreement_stays_lent() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    with pytest.raises(Refusal, match="Only the person who wrote this"):
        take_back_lessons(lending=lending, by=ours.actor("Ben"), at=LATER)
    assert "Take back what I wrote" not in page(ours, "lending", who="Ben")
    assert "Take back what I wrote" in page(ours, "lending", who="Dev")
    asked = ask_to_cover(
        project=ours.project,
        kind="agreements.lessons",
        thing_id=lending.id,
        reason="It gives somebody away.",
        by=ours.actor("Amina"),
        at=LATER,
    )
    agree_to_cover(covering=asked, by=ours.actor("Carys"), at=LATER)
    covered = [(next_ones, "take-over", "Huw"), (ours, "lending", "Ben")]
    for whose, name, who in covered:
        more = [lending.id] if name == "take-over" else []
        assert "Begin with lunch." not in page(whose, name, *more, who=who)
    shown = page(ours, "decisions:decision", lending.decision_id, who="Ben")
    assert "Begin with lunch." not in shown
    back = reverse("agreements:take-back-lessons", args=[ours.project.id, lending.id])
    assert enter(ours, "Dev").post(back).status_code == 302
    lending.refresh_from_db()
    assert (lending.lessons, lending.is_covered, lending.is_present) == ("", False, True)
    with pytest.raises(Refusal, match="taken back already"):
        take_back_lessons(lending=lending, by=ours.actor("Dev"), at=LATER)


def test_what_the_team_did_not_agree_to_can_still_be_taken_back() -> None:
    ours = earlier()
    lending = proposed(ours)
    assert "Proposed just now" in page(ours, "lending", who="Ben")
    choose_way(decision=lending.decision, way=VOTE, by=ours.actor("Dev"), at=NOON)
    told: dict[str, Any] = {"decision": lending.decision, "by": ours.actor("Dev"), "at": NOON}
    open_decision(**told, closes_at=LATER)
    decided(ours, lending.decision, "no", "no", "no")
    shown = page(ours, "lending", who="Dev")
    assert "Not lent" in shown
    assert "Take back what I wrote" in shown
    take_back_lessons(lending=lending, by=ours.actor("Dev"), at=LATER)
    assert "Begin with lunch." not in page(ours, "lending", who="Dev")


def test_a_draft_that_is_thrown_away_takes_all_of_it_along() -> None:
    ours = earlier()
    lending = proposed(ours)
    throw_away_draft(decision=lending.decision, by=ours.actor("Dev"), at=NOON)
    assert not Lending.objects.exists()


def test_words_of_another_project_cannot_be_covered_from_ones_own() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    where = reverse("ideas:cover", args=[next_ones.project.id, "agreements.lessons", lending.id])
    assert enter(next_ones, "Huw").get(where).status_code == 404


def test_whoever_is_erased_takes_their_words_and_the_lending_stays() -> None:
    ours, next_ones = earlier(), later()
    lending = lent(ours, next_ones)
    person = ours.people["Dev"]
    own = personal.export(person.id)["what_you_told_later_teams"]
    assert [(each["project"], each["words"], each["to"]) for each in own] == [
        (NAME, LESSONS, "The navigators")
    ]
    erase_person(person=person, streams=streams_of(person.id), by=ours.actor("Dev"), at=LATER)
    lending.refresh_from_db()
    assert (lending.lessons, lending.to_called, lending.is_present) == ("", "", True)
    assert "To one other project" in page(ours, "lending", who="Ben")


# Small by default


def test_an_empty_agreement_leads_to_the_words_of_others_and_a_light_one_does_not() -> None:
    bare, ours = later(), earlier()
    words = "Begin with another team’s words"
    assert words in page(bare, "agreement")
    assert words not in page(ours, "agreement", who="Ben")
    assert "begin with another team’s words" in page(bare, "starters")
    assert "Lend our agreement" in page(ours, "agreement", who="Ben")
    with acting("a test’s own"):
        Project.objects.update(is_light=True)
    assert words not in page(bare, "agreement")
    assert "another team" not in page(bare, "starters")
    assert "Lend our agreement" not in page(ours, "agreement", who="Ben")


def test_much_that_is_lent_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    ours, next_ones = earlier(), later()
    agreed(ours, *[new(f"Part {number}") for number in range(15)])
    lendings = [lent(ours, next_ones, NOON + number * WEEK) for number in range(4)]
    draft = takes(next_ones, lendings[0], at=NOON + 9 * WEEK)
    ended(ours, lendings[3], NOON + 9 * WEEK)
    for whose, who, name, most in ((next_ones, "Huw", "offered", 8), (ours, "Ben", "lending", 9)):
        client = enter(whose, who)
        with django_assert_max_num_queries(most):
            client.get(reverse(f"agreements:{name}", args=[whose.project.id]))
    client = enter(next_ones, "Huw")
    with django_assert_max_num_queries(12):
        client.get(reverse("agreements:take-over", args=[next_ones.project.id, lendings[0].id]))
    assert f"<bdi>{NAME}</bdi>" in page(next_ones, "decisions:decision", draft.id)
