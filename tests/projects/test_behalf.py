"""What a helper does for a person counts, is listed for the person, and is theirs to question."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.projects import helped
from evenweave.projects.actions.behalf import confirm_act, question_act
from evenweave.projects.actions.limits import say_limit
from evenweave.projects.models import Behalf
from evenweave.record.models import Entry
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def done(ours: Team, person: str = "Ben", helper: str = "Amina") -> Entry:
    """A helper writes a limit down for somebody; the line it stands in."""
    say_limit(
        project=ours.project,
        words="No meetings on Mondays.",
        holder="The hall",
        by=helper_for(ours, person, helper),
        at=NOON,
    )
    entry = Entry.objects.filter(stream=ours.project.stream_id).order_by("sequence").last()
    assert entry is not None
    return entry


def test_what_a_helper_did_is_listed_for_the_person_and_for_nobody_else() -> None:
    ours = team()
    done(ours)
    address = reverse("projects:behalf", args=[ours.project.id])
    page = enter(ours, "Ben").get(address).text
    assert "<strong><bdi>Amina</bdi></strong> helped you do this:" in page
    assert "No meetings on Mondays." in page
    for other in ("Amina", "Dev"):
        assert "No meetings on Mondays." not in enter(ours, other).get(address).text


def test_the_entries_of_helpers_are_found_as_their_lines_say() -> None:
    ours = team()
    done(ours)
    done(ours, "Dev", "Carys")
    for entry in Entry.objects.filter(stream=ours.project.stream_id):
        assert entry.helped == (entry.by.person if entry.by.helper else None)
    assert helped.done_for(ours.people["Dev"].id).count() == 1


def test_one_tap_confirms_it_and_it_is_not_asked_again() -> None:
    ours = team()
    entry = done(ours)
    client = enter(ours, "Ben")
    assert helped.unanswered(ours.people["Ben"].id).count() == 1
    client.post(reverse("projects:confirm-act", args=[ours.project.id, entry.sequence]))
    assert helped.unanswered(ours.people["Ben"].id).count() == 0
    assert ours.told[-1] == "projects.behalf_confirmed"
    page = client.get(reverse("projects:behalf", args=[ours.project.id])).text
    assert "You confirmed it." in page
    with pytest.raises(Refusal, match="already"):
        confirm_act(member=ours.member("Ben"), entry=entry, by=ours.actor("Ben"), at=LATER)


def test_the_team_sees_that_it_is_questioned_and_not_what_was_said() -> None:
    ours = team()
    entry = done(ours)
    client = enter(ours, "Ben")
    question = reverse("projects:question-act", args=[ours.project.id, entry.sequence])
    assert "No meetings on Mondays." in client.get(question).text
    client.post(question, {"words": "I meant Fridays, because of my treatment."})
    assert "I meant Fridays" in client.get(reverse("projects:behalf", args=[ours.project.id])).text
    line = reverse("projects:record-entry", args=[ours.project.id, entry.sequence])
    record = reverse("projects:record", args=[ours.project.id])
    for page in (enter(ours, "Dev").get(line).text, enter(ours, "Dev").get(record).text):
        assert "questions" in page
        assert "Fridays" not in page
    assert not Entry.objects.filter(line__contains="Fridays").exists()


def test_what_was_confirmed_can_still_be_questioned_later() -> None:
    ours = team()
    entry, ben = done(ours), ours.member("Ben")
    confirm_act(member=ben, entry=entry, by=ours.actor("Ben"), at=NOON)
    question_act(member=ben, entry=entry, words="", by=ours.actor("Ben"), at=LATER)
    answer = Behalf.objects.get()
    assert (answer.confirmed_at, answer.questioned_at) == (None, LATER)


@pytest.mark.parametrize("who", ["the helper", "the helper for the person", "somebody else"])
def test_only_the_person_answers_and_never_their_helper(who: str) -> None:
    ours = team()
    entry, ben = done(ours), ours.member("Ben")
    by = {
        "the helper": ours.actor("Amina"),
        "the helper for the person": helper_for(ours, "Ben", "Amina"),
        "somebody else": ours.actor("Dev"),
    }[who]
    with pytest.raises(Refusal, match="not their helper"):
        confirm_act(member=ben, entry=entry, by=by, at=NOON)
    with pytest.raises(Refusal, match="not their helper"):
        question_act(member=ben, entry=entry, words="", by=by, at=NOON)


def test_nobody_answers_for_what_was_not_done_for_them() -> None:
    ours = team()
    entry = done(ours, "Dev", "Carys")
    with pytest.raises(Refusal, match="nothing to confirm"):
        confirm_act(member=ours.member("Ben"), entry=entry, by=ours.actor("Ben"), at=NOON)
    client = enter(ours, "Ben")
    for name in ("confirm-act", "question-act"):
        address = reverse(f"projects:{name}", args=[ours.project.id, entry.sequence])
        assert client.post(address).status_code == 404


def test_it_counts_from_the_first_moment() -> None:
    ours = team()
    done(ours)
    page = enter(ours, "Dev").get(reverse("projects:limits", args=[ours.project.id])).text
    assert "No meetings on Mondays." in page
