"""Dissent from an outcome that somebody says without their name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions import unnamed
from evenweave.decisions.actions.outcomes import dissent
from evenweave.decisions.models import Dissent, LoneDissent, Outcome
from evenweave.decisions.personal import export
from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Covering
from evenweave.outbox.models import Message
from evenweave.record.models import Entry
from evenweave.sealed.models import Line, Talk, Waiting
from tests import make
from tests.decisions.stories import WEEK, Story, opened
from tests.ideas.stories import cover
from tests.make import NOON
from tests.projects.teams import enter, helper_for
from tests.sealed.lonely import batch, post, ready, talk_of, waiting_words

pytestmark = pytest.mark.django_db

OTHERWISE = "Nobody asked those who cannot come: quillwort."
RECEIPT = re.compile(r'class="figures">([^<]+)<')


def decided() -> Story:
    """Something that was decided."""
    story = opened()
    story.vote("Amina", "yes")
    story.passes(WEEK)
    ready()
    return story


def outcome(story: Story) -> Outcome:
    """What came of it."""
    return story.decision.outcomes.get()


def say(story: Story, name: str = "Ben", words: str = OTHERWISE) -> str:
    """Somebody sees it otherwise, and does not say who they are."""
    by = story.by(name)
    return unnamed.dissent_unnamed(outcome=outcome(story), words=words, by=by, at=NOON)


def came(story: Story) -> LoneDissent:
    """It came with the batch."""
    say(story)
    batch()
    return LoneDissent.objects.get()


def address(story: Story, name: str = "decision") -> str:
    """A page of the decision."""
    return reverse(f"decisions:{name}", args=[story.decision.project_id, story.decision.id])


def page(story: Story, name: str = "Amina") -> str:
    """The decision, as somebody sees it."""
    return enter(story.ours, name).get(address(story)).text


def told_of_record(story: Story) -> list[Entry]:
    """What the record says of words without a name."""
    return list(Entry.objects.filter(kind="decisions.came_unnamed"))


def test_it_stands_beside_the_outcome_after_the_batch_and_not_before() -> None:
    story = decided()
    before = Message.objects.count()
    say(story)
    assert OTHERWISE not in page(story)
    assert waiting_words() == [OTHERWISE]
    at = batch()
    found = LoneDissent.objects.get()
    assert (found.words, found.said_on, found.outcome) == (OTHERWISE, at.date(), outcome(story))
    for name in ("Amina", "Ben"):
        shown = page(story, name)
        assert OTHERWISE in shown
        assert "Somebody of the team, without a name" in shown
    assert not Dissent.objects.exists()
    assert Message.objects.count() == before


def test_the_record_says_that_some_came_and_never_who_what_or_to_what() -> None:
    story = decided()
    say(story)
    say(story, "Dev", "Nor me.")
    assert told_of_record(story) == []
    at = batch()
    (entry,) = told_of_record(story)
    assert entry.at == at
    assert (entry.content["facts"], entry.content["words"]) == ({}, {})
    assert entry.content["by"] == {"kind": "job", "job": "sealed.release_lone"}


def test_the_page_says_beforehand_what_it_means_and_gives_the_receipt_this_once() -> None:
    story = decided()
    client, where = enter(story.ours, "Ben"), address(story, "dissent-without-name")
    assert where in client.get(address(story)).text
    shown = client.get(where)
    for words in ("People who know you may recognise", "nobody can give you another"):
        assert shown.text.index(words) < shown.text.index("<textarea")
    assert shown["Cache-Control"] == "no-store"
    assert "data-sealed" in shown.text
    assert "kept-draft" not in shown.text
    assert "hx-" not in shown.text
    sent = client.post(where, {"words": OTHERWISE, "sealed": "words"})
    code = RECEIPT.search(sent.text)
    assert code is not None
    assert sent["Cache-Control"] == "no-store"
    assert OTHERWISE not in sent.text
    batch()
    told = post(Client(), "", code=code[1]).text
    assert OTHERWISE in told
    assert "Beside “" in told
    assert "Everybody in A project can read it." in told


def test_with_few_people_the_page_says_that_others_can_guess() -> None:
    story = decided()
    where = address(story, "dissent-without-name")
    client = enter(story.ours, "Ben")
    assert "can guess that it is yours" not in client.get(where).text
    for name in ("Carys", "Esther"):
        gone = story.ours.member(name)
        leave(gone)
    shown = client.get(where).text
    assert "You are only 3 people here. The others can guess that it is yours." in shown
    leave(story.ours.member("Dev"))
    assert "The other one knows that it is yours." in client.get(where).text
    leave(story.ours.member("Amina"))
    assert "You are the only person here." in client.get(where).text


def leave(member: Any) -> None:
    """Somebody leaves the team."""
    with acting("somebody leaves"):
        type(member).objects.filter(pk=member.pk).update(left_at=NOON)


def test_nothing_and_too_much_are_said_on_the_same_page_and_no_word_is_lost() -> None:
    story = decided()
    client, where = enter(story.ours, "Ben"), address(story, "dissent-without-name")
    assert "Nothing is written here yet." in client.post(where, {"words": " "}).text
    long = "quillwort " * 500
    answer = client.post(where, {"words": long})
    assert answer.status_code == 200
    assert long.strip() in answer.text
    assert not Waiting.objects.exists()


def test_what_was_decided_anew_meanwhile_is_said_on_the_same_page() -> None:
    story = decided()
    client, where = enter(story.ours, "Ben"), address(story, "dissent-without-name")
    with acting("it is decided anew"):
        Outcome.objects.update(ended_at=NOON)
    answer = client.post(where, {"words": OTHERWISE, "sealed": "words"})
    assert answer.status_code == 200
    assert OTHERWISE in answer.text
    assert 'class="problems' in answer.text
    assert not Waiting.objects.exists()


def test_signed_words_that_meet_an_outcome_decided_anew_come_back_to_who_wrote_them() -> None:
    story = decided()
    with acting("it is decided anew"):
        Outcome.objects.update(ended_at=NOON)
    answer = enter(story.ours, "Ben").post(address(story, "dissent"), {"words": OTHERWISE})
    assert answer.status_code == 409
    assert OTHERWISE in answer.text


def test_words_for_an_outcome_that_ended_while_they_waited_still_stand_beside_it() -> None:
    story = decided()
    say(story)
    with acting("it is decided anew"):
        Outcome.objects.update(ended_at=NOON)
    batch()
    assert LoneDissent.objects.get().place == "#before"


def test_only_members_say_so_and_only_the_batch_brings_it() -> None:
    story = decided()
    stranger = actors.person(make.finn().id)
    with pytest.raises(Refusal, match="Only members"):
        unnamed.dissent_unnamed(outcome=outcome(story), words="No.", by=stranger, at=NOON)
    with pytest.raises(Refusal, match="batch of the day"):
        unnamed.bring_dissents(project=story.ours.project, words=[], by=story.by("Amina"), at=NOON)


def test_they_talk_to_and_fro_beside_the_outcome() -> None:
    story = decided()
    code = say(story)
    batch()
    talk = talk_of(code)
    where = reverse("ideas:reply", args=[story.ours.project.id, talk.id])
    carys = enter(story.ours, "Carys")
    assert "so does everybody in this project" in carys.get(where).text
    answer = carys.post(where, {"words": "Who was it?"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("#otherwise")
    assert "Who was it?" in answer.text
    post(Client(), "say/", code=code, words="Those at the coast.")
    assert "Those at the coast." not in page(story)
    batch(2)
    assert "Those at the coast." in page(story)
    told = post(Client(), "", code=code).text
    assert "Who was it?" in told
    assert "Those at the coast." in told


def test_with_the_receipt_it_is_taken_back_and_that_somebody_dissented_stays() -> None:
    story = decided()
    code = say(story)
    batch()
    assert "It is taken back" in post(Client(), "take-back/", code=code).text
    found = LoneDissent.objects.get()
    assert (found.words, found.is_covered) == ("", False)
    shown = page(story)
    assert OTHERWISE not in shown
    assert "Taken back by its author." in shown
    with pytest.raises(Refusal, match="taken back already"):
        unnamed.take_back_lone_dissent(dissent=found, by=actors.job("sealed.receipt"), at=NOON)


def test_it_is_covered_by_two_and_its_author_still_reads_it() -> None:
    story = decided()
    code = say(story)
    batch()
    found = LoneDissent.objects.get()
    assert reverse(
        "ideas:cover", args=[story.ours.project.id, "decisions.lone_dissent", found.id]
    ) in page(story)
    asked = cover(story.ours, "decisions.lone_dissent", found.id)
    assert asked.author is None
    for name in story.ours.people:
        assert OTHERWISE not in page(story, name)
    assert OTHERWISE in post(Client(), "", code=code).text
    post(Client(), "take-back/", code=code)
    assert not Covering.objects.present().exists()


def test_a_line_of_its_talk_is_covered_too() -> None:
    story = decided()
    code = say(story)
    batch()
    line = ideas.reply_unnamed(
        project=story.ours.project,
        talk=Talk.objects.get(),
        words="Is it you, neighbour?",
        by=story.by("Amina"),
        at=NOON,
    )
    cover(story.ours, "ideas.line", line.id)
    for shown in (page(story, "Ben"), post(Client(), "", code=code).text):
        assert "Is it you, neighbour?" not in shown
    assert "Is it you, neighbour?" in page(story, "Amina")


def test_beside_dissent_with_a_name_both_stand() -> None:
    story = decided()
    dissent(outcome=outcome(story), words="I do not.", by=story.by("Dev"), at=NOON)
    came(story)
    shown = page(story)
    assert "I do not." in shown
    assert OTHERWISE in shown


def test_a_helper_hears_of_it_beforehand_and_is_kept_nowhere() -> None:
    story = decided()
    by = helper_for(story.ours, "Ben", "Dev")
    unnamed.dissent_unnamed(outcome=outcome(story), words=OTHERWISE, by=by, at=NOON)
    batch()
    told = " ".join(str(value) for each in LoneDissent.objects.values() for value in each.values())
    told += " ".join(str(value) for each in Talk.objects.values() for value in each.values())
    for name in ("Ben", "Dev"):
        assert str(story.ours.people[name].id) not in told


def test_among_ones_own_data_it_is_not() -> None:
    story = decided()
    came(story)
    for name in ("Ben", "Amina"):
        assert OTHERWISE not in str(export(story.ours.people[name].id))
    assert not Line.objects.exists()
