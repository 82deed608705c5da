"""Words that harm are covered by two of different expertise: for a reason, and reversibly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evenweave.common import actors, guard
from evenweave.common.actors import Actor
from evenweave.common.files.kinds import Picture
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.shaping import begin_proposal
from evenweave.ideas import actions, coverable
from evenweave.ideas.models import Covering, CoverState, Idea, Telling
from evenweave.ideas.models.coverings import ASKS_FOR, COVER_TRANSITIONS
from evenweave.ideas.next import next_for
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry, Words
from tests.ideas.stories import counted, raised, says
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db
HARM = "My neighbour at number 7 hears voices: quillwort."
WHY = "It gives somebody away who is not here."


def harmful(ours: Team, name: str = "Ben") -> Idea:
    """An idea that exposes somebody who is not here, with a picture."""
    return actions.raise_idea(
        circle=ours.project.circles.get(is_everybody=True),
        words=HARM,
        picture=Picture("image/png", b"quillwort", 1, 1),
        by=ours.actor(name),
        at=NOON,
    )


def asked(ours: Team, thing: Idea, by: str | Actor = "Carys", at: object = NOON) -> Covering:
    """Somebody asks that an idea be covered."""
    actor = ours.actor(by) if isinstance(by, str) else by
    return actions.ask_to_cover(
        project=ours.project,
        kind="ideas.idea",
        thing_id=thing.id,
        reason=WHY,
        by=actor,
        at=at,  # type: ignore[arg-type]
    )


def covered(ours: Team, thing: Idea) -> Covering:
    """Carys (practice) and Dev (research) cover it."""
    covering = asked(ours, thing)
    actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    covering.refresh_from_db()
    return covering


def page_of(ours: Team, covering: Covering, name: str) -> str:
    """The page of a covering, as somebody sees it."""
    where = reverse("ideas:covering", args=[ours.project.id, covering.id])
    return enter(ours, name).get(where).text


# Covering


def test_two_of_different_expertise_cover_words_and_their_author_is_told_why() -> None:
    ours = team()
    idea = harmful(ours)
    covering = asked(ours, idea)
    assert not Entry.objects.filter(kind__startswith="ideas.cover").exists()
    assert HARM in page_of(ours, covering, "Esther")  # nothing happens before a second agrees
    actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    (message,) = Message.objects.filter(kind="ideas.covered")
    assert (message.to, message.sender) == (ours.people["Ben"].id, ours.people["Carys"].id)
    assert WHY in message.text
    assert "quillwort" not in message.text
    (line,) = Entry.objects.filter(kind="ideas.covered")
    assert "quillwort" not in line.line
    assert Words.objects.get(entry=line).person_id == ours.people["Carys"].id
    record = enter(ours, "Esther").get(reverse("projects:record", args=[ours.project.id])).text
    assert "<bdi>Dev</bdi> and <bdi>Carys</bdi> covered words that somebody wrote." in record


@pytest.mark.parametrize("who", ["Carys", "Esther"])
def test_one_person_or_one_expertise_covers_nothing(who: str) -> None:
    ours = team()  # Carys and Esther both sit here with practice
    covering = asked(ours, harmful(ours))
    with pytest.raises(Refusal, match="second person|different expertise"):
        actions.agree_to_cover(covering=covering, by=ours.actor(who), at=NOON)
    assert not Idea.objects.filter(is_covered=True).exists()


def test_both_show_their_seat_and_are_here_when_it_happens() -> None:
    ours = team()
    idea = harmful(ours)
    ours.sit("Carys", "P", is_shown=False)
    with pytest.raises(Refusal, match="shows with which expertise"):
        asked(ours, idea)
    ours.sit("Carys", "P")
    covering = asked(ours, idea)
    ours.sit("Dev", "R", is_shown=False)
    with pytest.raises(Refusal, match="shows with which expertise"):
        actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    ours.sit("Dev", "R")
    ours.sit("Carys", "P", is_shown=False)
    with pytest.raises(Refusal, match="does not show a seat here any more"):
        actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    ours.sit("Carys", "P")
    leave_project(
        member=ours.member("Carys"), hand_over={}, wants_news=False, by=ours.actor("Carys"), at=NOON
    )
    with pytest.raises(Refusal, match="does not show a seat here any more"):
        actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)


def test_one_human_is_not_two_whomever_they_act_for() -> None:
    ours = team()
    by_helper = helper_for(ours, "Dev", "Carys")  # Carys acts for Dev
    covering = asked(ours, harmful(ours))
    with pytest.raises(Refusal, match="second person"):
        actions.agree_to_cover(covering=covering, by=by_helper, at=NOON)
    actions.take_back_asking(covering=covering, by=ours.actor("Carys"), at=NOON)
    again = asked(ours, Idea.objects.get(), by_helper)
    with pytest.raises(Refusal, match="second person"):
        actions.agree_to_cover(covering=again, by=ours.actor("Carys"), at=NOON)
    with pytest.raises(Refusal, match="second person"):
        actions.agree_to_cover(covering=again, by=helper_for(ours, "Esther", "Carys"), at=NOON)
    actions.agree_to_cover(covering=again, by=ours.actor("Esther"), at=NOON)


def test_an_author_takes_back_and_neither_asks_nor_agrees() -> None:
    ours = team()
    idea = harmful(ours)
    with pytest.raises(Refusal, match="These words are yours"):
        asked(ours, idea, "Ben")
    covering = asked(ours, idea)
    for by in (ours.actor("Ben"), helper_for(ours, "Dev", "Ben")):
        with pytest.raises(Refusal, match="These words are yours"):
            actions.agree_to_cover(covering=covering, by=by, at=NOON)


def test_nobody_from_elsewhere_nothing_blank_nothing_twice_and_nothing_that_is_not_there() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    others.sit("Finn", "R")
    idea = harmful(ours)
    with pytest.raises(Refusal, match="Only members"):
        asked(ours, idea, others.actor("Finn"))
    with pytest.raises(Refusal, match="Say why"):
        actions.ask_to_cover(
            project=ours.project,
            kind="ideas.idea",
            thing_id=idea.id,
            reason=" ",
            by=ours.actor("Carys"),
            at=NOON,
        )
    asked(ours, idea)
    with pytest.raises(Refusal, match="asked for this already"):
        asked(ours, idea, "Dev")
    theirs = raised(others, "Finn")
    for kind, thing in (("ideas.idea", theirs.id), ("ideas.nothing", idea.id)):
        with pytest.raises(Refusal, match="not there any more"):
            actions.ask_to_cover(
                project=ours.project,
                kind=kind,
                thing_id=thing,
                reason=WHY,
                by=ours.actor("Dev"),
                at=NOON,
            )


def test_an_asking_lapses_after_two_weeks_and_can_be_asked_anew() -> None:
    ours = team()
    idea = harmful(ours)
    covering = asked(ours, idea)
    late = NOON + ASKS_FOR
    with pytest.raises(Refusal, match="over already"):
        actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=late)
    again = asked(ours, idea, "Dev", at=late)
    actions.agree_to_cover(covering=again, by=ours.actor("Carys"), at=late + timedelta(hours=1))


def test_whoever_asked_takes_it_back_with_their_reason_and_nobody_else_does() -> None:
    ours = team()
    covering = asked(ours, harmful(ours))
    with pytest.raises(Refusal, match="Only the person who asked"):
        actions.take_back_asking(covering=covering, by=ours.actor("Dev"), at=NOON)
    actions.take_back_asking(covering=covering, by=ours.actor("Carys"), at=NOON)
    assert not Covering.objects.filter(reason=WHY).exists()
    with pytest.raises(Refusal, match="over already"):
        actions.take_back_asking(covering=covering, by=ours.actor("Carys"), at=NOON)


# What is covered


def test_covered_words_are_on_no_page_of_anybody_but_their_author_and_the_two() -> None:
    ours = team()
    idea, other = harmful(ours), raised(ours, "Dev", "Something else.")
    actions.hold_idea(idea=idea, by=ours.actor("Esther"), at=NOON)
    counted(ours, idea)
    proposed = begin_proposal(
        circle=idea.circle, question="And now?", ideas=[idea], by=ours.actor("Esther"), at=NOON
    )
    covering = covered(ours, idea)
    in_project = [ours.project.id]
    places = [
        "/",
        reverse("ideas:list", args=in_project),
        reverse("ideas:idea", args=[*in_project, idea.id]),
        reverse("ideas:gather", args=[*in_project, other.id]),
        reverse("ideas:gather", args=[*in_project, idea.id]),
        reverse("ideas:coverings", args=in_project),
        reverse("ideas:covering", args=[*in_project, covering.id]),
        reverse("projects:record", args=in_project),
        reverse("decisions:decision", args=[*in_project, proposed.id]),
        reverse("decisions:shape", args=[*in_project, proposed.id]),
        reverse("decisions:propose", args=in_project) + f"?idea={idea.id}",
        reverse("home:project", args=in_project),
    ]
    esther = enter(ours, "Esther")
    for place in places:
        answer = esther.get(place)
        assert answer.status_code == 200, place
        assert "quillwort" not in answer.text, place
    file = reverse("ideas:file", args=[*in_project, idea.id])
    assert esther.get(file).status_code == 404
    assert "quillwort" not in str(next_for(ours.people["Esther"].id, NOON))
    assert "quillwort" in enter(ours, "Ben").get(places[2]).text
    assert enter(ours, "Ben").get(file).status_code == 200
    assert HARM in page_of(ours, covering, "Dev")


def test_answers_and_what_was_said_to_them_are_covered_too() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea, by="Dev")
    says(ours, idea, not_meant="You are a quillwort.")
    telling, answer = Telling.objects.get(), idea.answers.get()
    for kind, thing, words in (
        ("ideas.telling", telling.id, "quillwort"),
        ("ideas.answer", answer.id, "The first visit is for two."),
    ):
        where = reverse("ideas:idea", args=[ours.project.id, idea.id])
        assert words in enter(ours, "Amina").get(where).text
        covering = actions.ask_to_cover(
            project=ours.project,
            kind=kind,
            thing_id=thing,
            reason=WHY,
            by=ours.actor("Carys"),
            at=NOON,
        )
        actions.agree_to_cover(covering=covering, by=ours.actor("Amina"), at=NOON)
        assert words not in enter(ours, "Esther").get(where).text
    assert "The first visit is for two." in enter(ours, "Dev").get(where).text
    assert "quillwort" in enter(ours, "Ben").get(where).text


def test_words_that_are_taken_back_need_no_covering() -> None:
    ours = team()
    idea = harmful(ours)
    covering = covered(ours, idea)
    actions.take_back_idea(idea=idea, by=ours.actor("Ben"), at=NOON)
    covering.refresh_from_db()
    assert covering.state == CoverState.ENDED
    assert "The words are gone" in page_of(ours, covering, "Dev")
    with pytest.raises(Refusal, match="over already"):
        actions.uncover(covering=covering, reason="x", by=ours.actor("Dev"), at=NOON)


# Uncovering


def test_one_of_the_two_uncovers_them_again_with_a_reason() -> None:
    ours = team()
    idea = harmful(ours)
    covering = covered(ours, idea)
    with pytest.raises(Refusal, match="Say why it can be read again"):
        actions.uncover(covering=covering, reason=" ", by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="One of the two"):
        actions.uncover(covering=covering, reason="x", by=ours.actor("Amina"), at=NOON)
    actions.uncover(covering=covering, reason="They agreed.", by=ours.actor("Dev"), at=NOON)
    page = enter(ours, "Esther").get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text
    assert HARM in page
    assert Entry.objects.filter(kind="ideas.uncovered").count() == 1
    assert Message.objects.filter(kind="ideas.covered", to=ours.people["Ben"].id).count() == 2
    assert asked(ours, idea).state == CoverState.ASKED  # it can be asked for anew


def test_its_author_appeals_and_two_others_of_different_expertise_uncover_it() -> None:
    ours = team(["Amina", "Ben", "Carys", "Dev", "Esther", "Gil", "Hana"])
    ours.sit("Gil", "R")
    ours.sit("Hana", "R")
    idea = harmful(ours)
    covering = covered(ours, idea)
    with pytest.raises(Refusal, match="Nobody has said that they see it otherwise"):
        actions.ask_to_uncover(covering=covering, by=ours.actor("Gil"), at=NOON)
    assert HARM not in page_of(ours, covering, "Gil")
    actions.appeal_covering(covering=covering, words="I asked him.", by=ours.actor("Ben"), at=NOON)
    heard = Message.objects.filter(kind="ideas.cover_appealed").values_list("to", flat=True)
    assert set(heard) == {ours.people["Carys"].id, ours.people["Dev"].id}
    assert not Words.objects.filter(entry__kind="ideas.cover_appealed").exists()
    assert HARM in page_of(ours, covering, "Gil")  # whoever judges can read
    actions.ask_to_uncover(covering=covering, by=ours.actor("Gil"), at=NOON)
    for name, why in {
        "Gil": "second person",
        "Hana": "different expertise",
        "Ben": "These words are yours",
    }.items():
        with pytest.raises(Refusal, match=why):
            actions.uncover(covering=covering, reason="x", by=ours.actor(name), at=NOON)
    actions.uncover(covering=covering, reason="He agreed.", by=ours.actor("Amina"), at=NOON)
    idea.refresh_from_db()
    assert not idea.is_covered


def test_a_covering_is_appealed_once_and_not_by_the_two() -> None:
    ours = team()
    covering = covered(ours, harmful(ours))
    with pytest.raises(Refusal, match="You covered it yourself"):
        actions.appeal_covering(covering=covering, words="x", by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="Say in a few words"):
        actions.appeal_covering(covering=covering, words="", by=ours.actor("Amina"), at=NOON)
    actions.appeal_covering(covering=covering, words="No.", by=ours.actor("Amina"), at=NOON)
    with pytest.raises(Refusal, match="said so already"):
        actions.appeal_covering(covering=covering, words="No.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="You covered it yourself"):
        actions.ask_to_uncover(covering=covering, by=ours.actor("Carys"), at=NOON)


def test_no_job_and_no_import_covers_anything() -> None:
    ours = team()
    covering = asked(ours, harmful(ours))
    with pytest.raises(Refusal, match="Only members"):
        actions.agree_to_cover(covering=covering, by=actors.job("ideas.cover"), at=NOON)


# What holds it together


def test_the_database_knows_no_covering_by_one() -> None:
    ours = team()
    covering = asked(ours, harmful(ours))
    for wrong in (
        {"state": CoverState.COVERED},
        {"state": CoverState.COVERED, "agreed_at": NOON, "agreed_by": covering.asked_by},
    ):
        with guard.acting("tests"), pytest.raises(IntegrityError), transaction.atomic():
            Covering.objects.filter(pk=covering.pk).update(**wrong)


@pytest.mark.parametrize("before", CoverState)
def test_no_state_of_a_covering_follows_another_where_no_way_leads(before: CoverState) -> None:
    for after in set(CoverState) - COVER_TRANSITIONS[before]:
        with pytest.raises(ValueError, match="No way leads"):
            Covering(state=before).become(after)


@pytest.mark.parametrize("name", ["comment", "decisions.Comment", "ideas.idea"])
def test_a_kind_of_words_is_named_once_and_rightly(name: str) -> None:
    with pytest.raises(ValueError, match="room.thing|declared twice"):
        coverable.Coverable(name, "x", find=lambda p, t: None, put=lambda t, c: None)  # type: ignore[arg-type]


def test_the_pages_ask_agree_appeal_and_uncover() -> None:
    ours = team()
    idea = harmful(ours)
    carys, dev, ben, amina = (enter(ours, name) for name in ("Carys", "Dev", "Ben", "Amina"))
    ask = reverse("ideas:cover", args=[ours.project.id, "ideas.idea", idea.id])
    assert "These words are yours." in ben.get(ask).text
    assert "Mend this" in carys.post(ask, {"reason": ""}).text
    where = carys.post(ask, {"reason": WHY}).url  # type: ignore[attr-defined]
    assert dev.get(ask).url == where  # type: ignore[attr-defined]
    assert "You are the first." not in dev.get(where).text
    dev.post(where + "agree/")
    assert "How do you see it?" in ben.get(where).text
    assert "Mend this" in ben.post(where + "otherwise/", {"words": ""}).text
    ben.post(where + "otherwise/", {"words": "I asked him."})
    amina.post(where + "lift/")
    assert "<bdi>Amina</bdi> looked at it and would uncover it." in dev.get(where).text
    assert "Mend this" in dev.post(where + "uncover/", {"reason": ""}).text
    dev.post(where + "uncover/", {"reason": "He agreed."})
    assert "He agreed." in amina.get(where).text
    listed = amina.get(reverse("ideas:coverings", args=[ours.project.id])).text
    assert "Not covered" in listed
