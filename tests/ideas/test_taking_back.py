"""An author takes back anything, without a reason; what others said about it stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.files.kinds import Sound
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions
from evenweave.ideas.models import Answer, CoverState, Hearing, Idea, IdeaFile, State, Telling
from evenweave.ideas.personal import export
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.actions import erase_words
from evenweave.record.models import Entry, Stream, Words
from tests.ideas.stories import WORDS, counted, raised, says, state
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def status(ours: Team, idea: Idea, name: str = "Dev") -> int:
    """What somebody finds at its address."""
    address = reverse("ideas:idea", args=[ours.project.id, idea.id])
    return enter(ours, name).get(address).status_code


def take_back(ours: Team, idea: Idea, name: str = "Ben") -> None:
    """Somebody takes it back."""
    actions.take_back_idea(idea=idea, by=ours.actor(name), at=NOON)


def test_where_nobody_else_took_part_nothing_is_left_to_see() -> None:
    ours = team()
    idea = raised(ours)
    actions.hear_idea(idea=idea, where="In my head", by=ours.actor("Ben"), at=NOON)
    take_back(ours, idea)
    assert {status(ours, idea, name) for name in ("Ben", "Dev")} == {404}
    page = enter(ours, "Dev").get(reverse("ideas:list", args=[ours.project.id])).text
    assert "No ideas yet" in page


@pytest.mark.parametrize("how", ["held", "heard", "answered"])
def test_where_others_took_part_it_stays_that_it_was_taken_back(how: str) -> None:
    ours = team()
    idea = raised(ours)
    if how == "held":
        actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    elif how == "heard":
        actions.hear_idea(idea=idea, where="In March", by=ours.actor("Carys"), at=NOON)
    else:
        counted(ours, idea)
    take_back(ours, idea)
    page = enter(ours, "Dev").get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text
    assert "Taken back by its author on" in page
    assert WORDS not in page
    assert ("The first visit is for two." in page) == (how == "answered")
    assert "I hold this too" not in page


def test_only_its_author_takes_it_back_once_and_also_after_leaving() -> None:
    ours = team()
    idea = raised(ours)
    with pytest.raises(Refusal, match="Only the person who had this idea"):
        take_back(ours, idea, "Amina")
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    take_back(ours, idea)
    with pytest.raises(Refusal, match="was taken back"):
        take_back(ours, idea)


def test_nothing_more_is_done_with_it() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    take_back(ours, idea)
    for do in (actions.hold_idea, actions.take_on_idea, actions.part_idea):
        with pytest.raises(Refusal, match="was taken back"):
            do(idea=idea, by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="was taken back"):
        says(ours, idea, "Carys")
    with pytest.raises(Refusal, match="was taken back"):
        counted(ours, idea)


def test_its_words_its_sound_and_what_its_author_said_are_gone() -> None:
    ours = team()
    idea = actions.raise_idea(
        circle=ours.project.circles.get(is_everybody=True),
        words="Spoken.",
        sound=Sound("audio/ogg", b"OggS", 2),
        by=ours.actor("Ben"),
        at=NOON,
    )
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    says(ours, idea, not_meant="Mine.")
    counted(ours, idea)
    says(ours, idea, "Carys", not_meant="Hers.")
    take_back(ours, idea)
    assert not IdeaFile.objects.exists()
    assert not Idea.objects.exclude(words="").exists()
    assert set(Telling.objects.values_list("words", flat=True)) == {"", "Hers."}
    file = reverse("ideas:file", args=[ours.project.id, idea.id])
    assert enter(ours, "Dev").get(file).status_code == 404


def test_what_was_gathered_into_it_stands_by_itself_again() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    actions.hear_idea(idea=other, where="In March", by=ours.actor("Dev"), at=NOON)
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    take_back(ours, one)
    assert (state(other), other.gathered_into) == (State.HEARD, None)
    assert WORDS in other.words


# What others wrote about it


def heard(ours: Team, idea: Idea, where: str = "At the quillwort", name: str = "Carys") -> Hearing:
    """Somebody wrote down where it was heard."""
    return actions.hear_idea(idea=idea, where=where, by=ours.actor(name), at=NOON)


def page_of(ours: Team, idea: Idea, name: str = "Dev") -> str:
    """An idea, as somebody sees it."""
    return enter(ours, name).get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text


def test_where_it_was_heard_goes_from_its_page_and_the_record_and_that_it_was_heard_stays() -> None:
    ours = team()
    idea, other = raised(ours), raised(ours, "Dev")
    hearing, elsewhere = heard(ours, idea), heard(ours, other)
    assert "<bdi>At the quillwort</bdi>. <bdi>Carys</bdi> wrote it down" in page_of(ours, idea)
    actions.take_back_hearing(hearing=hearing, by=ours.actor("Carys"), at=NOON)
    assert state(idea) == State.HEARD
    page = page_of(ours, idea)
    assert "quillwort" not in page
    assert "Taken back by its author. <bdi>Carys</bdi> had written it down on" in page
    (words,) = Words.objects.filter(entry__kind="ideas.heard")
    assert words.entry.content["facts"]["idea"] == str(elsewhere.idea_id)
    (erased,) = Entry.objects.filter(kind="record.erased")
    assert len(erased.content["facts"]["places"]) == 1
    told = export(ours.people["Carys"].id)["where_you_heard_ideas"]
    assert {each["where"] for each in told} == {"", "At the quillwort"}


def test_only_who_wrote_it_takes_it_back_once_and_their_helper_for_them() -> None:
    ours = team()
    hearing = heard(ours, raised(ours))
    for by in (ours.actor("Ben"), helper_for(ours, "Ben", "Carys")):
        with pytest.raises(Refusal, match="Only the person who wrote this down"):
            actions.take_back_hearing(hearing=hearing, by=by, at=NOON)
    by = helper_for(ours, "Carys", "Ben")
    actions.take_back_hearing(hearing=hearing, by=by, at=NOON)
    with pytest.raises(Refusal, match="no words here"):
        actions.take_back_hearing(hearing=hearing, by=by, at=NOON)


def test_what_was_erased_on_the_record_already_does_not_stand_in_the_way() -> None:
    ours = team()
    hearing = heard(ours, raised(ours))
    stream = Stream.objects.get(pk=ours.project.stream_id)
    place = Words.objects.get(value="At the quillwort").entry.sequence
    erase_words(stream=stream, places=[(place, "where")], by=ours.actor("Carys"), at=NOON)
    actions.take_back_hearing(hearing=hearing, by=ours.actor("Carys"), at=NOON)
    assert hearing.where == ""


def test_why_it_was_answered_goes_and_how_it_was_answered_stays() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea, "partly")
    answer = Answer.objects.get()
    assert "The first visit is for two." in page_of(ours, idea, "Ben")  # who is asked about it
    with pytest.raises(Refusal, match="Only the person who wrote this down"):
        actions.take_back_answer(answer=answer, by=ours.actor("Ben"), at=NOON)
    actions.take_back_answer(answer=answer, by=ours.actor("Amina"), at=NOON)
    with pytest.raises(Refusal, match="no words here"):
        actions.take_back_answer(answer=answer, by=ours.actor("Amina"), at=NOON)
    for name in ("Amina", "Ben", "Dev"):
        page = page_of(ours, idea, name)
        assert "The first visit is for two." not in page
        assert "Taken back by its author." in page
        assert "Partly taken up" in page
        assert "Take these words back" not in page
    says(ours, idea)
    assert state(idea) == State.TOLD
    assert export(ours.people["Amina"].id)["answers_you_wrote"][0]["reason"] == ""


def test_a_reason_that_is_taken_back_needs_no_covering_and_is_sent_to_nobody() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    covering = actions.ask_to_cover(
        project=ours.project,
        kind="ideas.answer",
        thing_id=Answer.objects.get().id,
        reason="It gives somebody away.",
        by=ours.actor("Carys"),
        at=NOON,
    )
    actions.agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    later = raised(ours, "Esther")
    actions.gather_ideas(into=idea, ideas=[later], by=ours.actor("Dev"), at=NOON)
    actions.take_back_answer(answer=Answer.objects.get(), by=ours.actor("Amina"), at=NOON)
    covering.refresh_from_db()
    assert covering.state == CoverState.ENDED
    assert not Answer.objects.get().is_covered
    latest = raised(ours, "Dev")
    actions.gather_ideas(into=idea, ideas=[latest], by=ours.actor("Dev"), at=NOON)
    told = Message.objects.filter(
        kind="ideas.answered", to__in=[ours.people["Esther"].id, ours.people["Dev"].id]
    )
    assert len(told) == 2
    for message in told:
        assert "Taken up" in message.text
        assert "Why:" not in message.text


def test_an_idea_that_is_taken_back_takes_all_with_it_that_its_author_wrote_of_it() -> None:
    ours = team()
    idea = raised(ours)
    heard(ours, idea, "In my quillwort", "Ben")
    heard(ours, idea, "At the March meeting")
    counted(ours, idea, by="Ben")
    take_back(ours, idea)
    assert set(Hearing.objects.values_list("where", flat=True)) == {"", "At the March meeting"}
    assert Answer.objects.get().reason == ""
    assert not Words.objects.filter(value="In my quillwort").exists()
    assert "Take back “At the March meeting”" in page_of(ours, idea, "Carys")


def test_each_takes_back_their_own_on_its_page() -> None:
    ours = team()
    idea = raised(ours)
    hearing = heard(ours, idea)
    counted(ours, idea, by="Carys")
    carys = enter(ours, "Carys")
    where = reverse("ideas:idea", args=[ours.project.id, idea.id])
    page = carys.get(where).text
    assert "Take back “At the quillwort”" in page
    assert "Take these words back" in page
    others = page_of(ours, idea)
    assert "Take back" not in others
    assert "Take these words back" not in others
    in_idea = [ours.project.id, idea.id]
    carys.post(reverse("ideas:take-back-heard", args=[*in_idea, hearing.id]))
    carys.post(reverse("ideas:take-back-answer", args=[*in_idea, Answer.objects.get().id]))
    assert page_of(ours, idea).count("Taken back by its author.") == 2
