"""The pages of ideas: what comes first, one circle at a time, and how little they ask."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from evenweave.common import clock, guard
from evenweave.common.files.kinds import Picture
from evenweave.ideas import actions, reading
from evenweave.ideas.models import Holder, Idea, IdeaFile
from tests import make
from tests.ideas.stories import counted, raised, says
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
MOST = 12


def list_of(ours: Team, asked: str = "", name: str = "Amina") -> str:
    """The list, as somebody sees it."""
    return enter(ours, name).get(reverse("ideas:list", args=[ours.project.id]) + asked).text


def address(ours: Team, idea: Idea, name: str = "idea") -> str:
    """A page of an idea."""
    return reverse(f"ideas:{name}", args=[ours.project.id, idea.id])


def asked(client: Client, where: str) -> int:
    """How many questions a page asks the database."""
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def many(ours: Team, number: int) -> None:
    """So many more ideas, at once."""
    everybody = ours.project.circles.get(is_everybody=True)
    person = ours.people["Ben"].id
    with guard.acting("tests"):
        ideas = Idea.objects.bulk_create(
            Idea(
                project=ours.project,
                circle=everybody,
                words=f"Number {each}.",
                made_by=person,
                raised_at=NOON + timedelta(minutes=each),
            )
            for each in range(number)
        )
        Holder.objects.bulk_create(
            Holder(idea=idea, member=ours.member("Ben"), is_author=True, since=NOON)
            for idea in ideas
        )


# The list


def test_what_nobody_sees_to_comes_first_and_what_was_answered_last() -> None:
    ours = team()
    told, open_one, seen_to = (raised(ours, words=each) for each in ("Told.", "Open.", "Seen to."))
    counted(ours, told)
    actions.take_on_idea(idea=seen_to, by=ours.actor("Dev"), at=NOON)
    page = list_of(ours)
    order = ["Waiting for an answer", "Open.", "Somebody sees to it", "Seen to.", "Answered"]
    places = [page.index(each) for each in [*order, "Told."]]
    assert places == sorted(places)
    assert open_one.words in page


def test_of_what_is_open_the_oldest_comes_first_and_of_what_was_answered_the_newest() -> None:
    ours = team()
    many(ours, 4)
    for idea in Idea.objects.filter(words__in=["Number 0.", "Number 1."]):
        counted(ours, idea)
    found = reading.of(ours.project, ours.member("Amina"))
    assert [idea.words for idea in found] == ["Number 2.", "Number 3.", "Number 1.", "Number 0."]


def test_a_small_team_sees_no_circles_and_a_larger_one_reads_one_at_a_time() -> None:
    ours = team()
    raised(ours, words="For all of us.")
    assert "All ideas" not in list_of(ours)
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    raised(ours, words="For the panel.", circle=panel)
    assert "For the panel." in list_of(ours)
    page = list_of(ours, f"?circle={panel.id}")
    assert "For the panel." in page
    assert "For all of us." not in page
    empty = make.circle(ours.project, "Empty", by=ours.actor("Carys"))
    assert "No ideas for this circle yet" in list_of(ours, f"?circle={empty.id}")
    for strange in ("?circle=nothing", "?from=x", "?from=-1", "?circle=%00"):
        answer = enter(ours, "Amina").get(reverse("ideas:list", args=[ours.project.id]) + strange)
        assert answer.status_code in {200, 400}


def test_a_long_list_is_leafed_through_page_by_page() -> None:
    ours = team()
    many(ours, 45)
    first, second, third = (list_of(ours, each) for each in ("", "?from=1", "?from=2"))
    assert "Number 0." in first
    assert "Number 20." not in first
    assert "Number 20." in second
    assert "Number 44." in third
    assert "Ideas after" not in third
    assert "No more ideas here" in list_of(ours, "?from=99999999999999")


def test_an_empty_list_teaches() -> None:
    page = list_of(team())
    assert "An idea can be a few words, a photo of a drawing, or something you say aloud." in page
    assert "Say something" in page


# How much is asked of the database


def test_the_list_asks_the_same_whatever_the_number_of_ideas() -> None:
    ours = team()
    make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    many(ours, 3)
    client, where = enter(ours, "Amina"), reverse("ideas:list", args=[ours.project.id])
    few = asked(client, where)
    many(ours, 200)
    assert asked(client, where) == few <= MOST


def test_the_page_of_an_idea_asks_the_same_whatever_has_happened_to_it() -> None:
    ours = team()
    idea = raised(ours)
    client = enter(ours, "Amina")
    counted(ours, idea)
    says(ours, idea, not_meant="No.")
    few = asked(client, address(ours, idea))
    for name in ("Carys", "Dev", "Esther"):
        actions.hold_idea(idea=idea, by=ours.actor(name), at=NOON)
    for hour in range(1, 9):
        at = NOON + timedelta(hours=hour)
        actions.hear_idea(idea=idea, where="In March", by=ours.actor("Dev"), at=at)
        counted(ours, idea, at=at)
        says(ours, idea, "Carys", not_meant="Not so.")
    assert asked(client, address(ours, idea)) == few <= MOST


def test_thinking_aloud_asks_little() -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = ours.actor("Amina")
    space = actions.open_thinking(
        circle=circle, until=clock.now() + timedelta(days=3), by=by, at=clock.now()
    )
    client = enter(ours, "Amina")
    where = reverse("ideas:thinking", args=[ours.project.id, circle.id])
    actions.think_aloud(space=space, words="Hm.", by=by, at=clock.now())
    few = asked(client, where)
    for number in range(40):
        actions.think_aloud(space=space, words=f"Hm {number}.", by=by, at=clock.now())
    assert asked(client, where) == few <= MOST
    assert "Hm." not in client.get(where).text
    assert "Hm." in client.get(where + "?from=1").text
    spaces = reverse("ideas:spaces", args=[ours.project.id])
    assert asked(client, spaces) <= MOST


def test_a_page_never_fetches_what_is_in_a_picture() -> None:
    ours = team()
    picture = Picture("image/png", b"\x89PNG quillwort", 4, 3)
    idea = actions.raise_idea(
        circle=ours.project.circles.get(is_everybody=True),
        words="A drawing.",
        picture=picture,
        by=ours.actor("Ben"),
        at=NOON,
    )
    client = enter(ours, "Dev")
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address(ours, idea)).text
    assert not [each for each in captured if '"content"' in each["sql"]]
    assert 'alt="A drawing."' in page
    assert "with a picture or a sound" in list_of(ours)


# Files


def drawn() -> bytes:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(kept, "PNG")
    return kept.getvalue()


def test_a_picture_is_handed_out_to_the_team_alone() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    shown = actions.raise_idea(
        circle=ours.project.circles.get(is_everybody=True),
        words="A drawing.",
        picture=Picture("image/png", drawn(), 4, 3),
        by=ours.actor("Ben"),
        at=NOON,
    )
    answer = enter(ours, "Dev").get(address(ours, shown, "file"))
    assert (answer["Content-Type"], answer.getvalue()) == ("image/png", drawn())
    assert "no-store" in answer["Cache-Control"]
    assert enter(others, "Finn").get(address(ours, shown, "file")).status_code == 404
    plain = raised(ours)
    assert enter(ours, "Dev").get(address(ours, plain, "file")).status_code == 404


@pytest.mark.parametrize(
    ("field", "name", "content"),
    [
        ("sound", "voice.ogg", b"this is no sound at all"),
        ("sound", "voice.webm", b"\x1aE\xdf\xa3" + b"\0" * 40),
        ("picture", "me.png", b"<svg onload=alert(1)>"),
        ("picture", "empty.jpg", b""),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_come_back(
    field: str, name: str, content: bytes
) -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    sent: dict[str, Any] = {"words": "Listen to this.", "to": str(circle.id)}
    sent[field] = SimpleUploadedFile(name, content)
    answer = enter(ours, "Ben").post("/say/", sent)
    assert answer.status_code == 200
    assert "Listen to this." in answer.text
    assert not Idea.objects.exists()
    assert not IdeaFile.objects.exists()


@pytest.mark.parametrize("words", ["", " \n\u200b", "a\x00b", "x" * 20_001])
def test_blank_huge_and_broken_words_are_refused_plainly_and_nothing_is_kept(words: str) -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    answer = enter(ours, "Ben").post("/say/", {"words": words, "to": str(circle.id)})
    assert answer.status_code in {200, 400}
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("hear", {"where": " "}, "Nothing is written here yet."),
        ("hear", {"where": "x" * 201}, "too long"),
        ("answer", {"how": "taken-up", "reason": ""}, "Nothing is written here yet."),
        ("answer", {"how": "perhaps", "reason": "x"}, "That choice is not there any more."),
        ("answer", {"how": "not", "reason": "x" * 4_001}, "too long"),
    ],
)
def test_a_form_with_a_slip_comes_back_with_the_whole_page(
    name: str, sent: dict[str, str], told: str
) -> None:
    ours = team()
    idea = raised(ours)
    page = enter(ours, "Amina").post(address(ours, idea, name), sent).text
    assert told in page
    assert "Mend this" in page
    assert idea.words in page
    assert not idea.hearings.exists()
    assert not idea.answers.exists()


def test_acts_that_come_too_late_say_why_and_change_nothing() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    client = enter(ours, "Carys")
    late = client.post(address(ours, idea, "answer"), {"how": "not", "reason": "My reason."})
    assert late.status_code == 409
    assert "This idea was answered already." in late.text
    assert "My reason." in late.text  # nobody loses their words
    assert client.post(address(ours, idea, "yes")).status_code == 409
    assert idea.answers.count() == 1


def test_an_idea_named_in_an_address_of_another_project_is_not_there() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    idea = raised(ours)
    finn = enter(others, "Finn")
    for project in (ours.project, others.project):
        where = reverse("ideas:idea", args=[project.id, idea.id])
        assert finn.get(where).status_code == 404
        assert finn.post(where + "hold/").status_code == 404
    theirs = raised(others, "Finn")
    sent = {"ideas": [str(theirs.id)]}
    page = enter(ours, "Amina").post(address(ours, idea, "gather"), sent).text
    assert "There is nothing to gather" in page
