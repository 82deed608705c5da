"""How people are, and what would help them: without names, and gone for good."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions import running as actions
from evenweave.meetings.forms.running import READY_NEEDS
from evenweave.meetings.models import CheckIn, Hand, Need, Picture
from evenweave.meetings.personal import export
from tests import databases
from tests.meetings.stories import SOON
from tests.meetings.test_mixes import goes_on, press
from tests.meetings.test_running import is_on, raises, running
from tests.projects.teams import Team, enter, team


def seen(ours: Team, meeting: Any, name: str = "Dev") -> str:
    """What somebody sees on the page that goes along."""
    return enter(ours, name).get(reverse("meetings:now", args=[ours.project.id, meeting.id])).text


def said(page: str) -> list[str]:
    """What people said to begin with, in the order of the page."""
    found = re.search(r'<ul class="said-to-begin">(.*?)</ul>', page)
    assert found is not None
    return re.findall(r"(?:</svg>|<bdi>)([^<]+)<", found[1])


@pytest.mark.django_db
def test_a_word_a_picture_or_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    assert press(ours, "Ben", meeting, "check-in", picture="snail").status_code == 302
    assert press(ours, "Carys", meeting, "check-in", word="Glad").status_code == 302
    assert press(ours, "Amina", meeting, "check-in", word="x", **{"pass": "1"}).status_code == 302
    page = seen(ours, meeting)
    assert said(page) == ["Slow as a snail", "Glad"]
    assert page.count('name="picture"') == len(Picture)
    assert 'name="picture"' not in seen(ours, meeting, "Amina")
    assert CheckIn.objects.get(member=ours.member("Amina")).word == ""
    told = export(ours.people["Ben"].id)["your_word_to_begin_with"]
    assert told == [{"word": "", "picture": "Slow as a snail"}]


@pytest.mark.django_db
def test_the_order_in_which_people_spoke_is_neither_shown_nor_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    for name, word, picture in [
        ("Ben", "zealous", "moon"),
        ("Carys", "Awake", "sun"),
        ("Dev", "mellow", "moon"),
        ("Esther", "Awake", "cat"),
    ]:
        told = {"word": word, "picture": picture}
        assert press(ours, name, meeting, "check-in", **told).status_code == 302
    order = ["Sunny", "Cosy as a cat", "Sleepy", "Awake", "mellow", "zealous"]
    assert said(seen(ours, meeting)) == order
    assert not {field.name for field in CheckIn._meta.fields} & {"at", "made_at", "time"}


@pytest.mark.django_db
def test_a_picture_that_is_none_and_a_word_that_is_long_are_refused_plainly() -> None:
    ours = team()
    meeting = goes_on(ours)
    told: dict[str, Any] = {"meeting": meeting, "member": ours.member("Ben"), "at": SOON}
    with pytest.raises(Refusal, match="not one of those on the page"):
        actions.check_in(word="", picture="dragon", by=ours.actor("Ben"), **told)
    with pytest.raises(Refusal, match="80 signs"):
        actions.check_in(word="x" * 81, by=ours.actor("Ben"), **told)


@pytest.mark.django_db
def test_what_would_help_is_one_tap_without_a_name_and_anybody_sees_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    lights = str(READY_NEEDS[0])
    for name in ("Ben", "Carys"):  # how many need it is not told
        assert press(ours, name, meeting, "need", ready=lights).status_code == 302
    assert press(ours, "Dev", meeting, "need", words="Less <scent>").status_code == 302
    assert [each.words for each in Need.objects.all()] == ["Less <scent>", lights]
    assert seen(ours, meeting).count(f"<bdi>{lights}</bdi>") == 2  # and for who listens
    for _each in range(2):  # two may see to it at once
        told = press(ours, "Esther", meeting, "see-to-need", words="Less <scent>")
        assert told.status_code == 302
    assert [each.words for each in Need.objects.all()] == [lights]
    assert "scent" not in seen(ours, meeting)


@pytest.mark.sqlite
def test_nothing_of_it_is_left_in_the_file_of_the_database(own_database: str) -> None:
    ours = team()
    meeting, (room,) = running(ours)
    told: dict[str, Any] = {"meeting": meeting, "by": ours.actor("Ben"), "at": SOON}
    secrets = ("Quagmired", "Flummoxed", "Brightnesses", "Draughtiness", "Unheardwords")
    word, other, need, seen_to, words = secrets
    is_on(ours, meeting, room)
    raises(ours, "Ben", room, words)
    actions.check_in(member=ours.member("Ben"), word=word, **told)
    actions.check_in(member=ours.member("Ben"), word=other, **told)
    actions.say_need(words=need, **told)
    actions.say_need(words=seen_to, **told)
    left = b"".join(databases.files(own_database))
    assert all(secret.encode() in left for secret in secrets)
    actions.see_to_need(**(told | {"words": seen_to}))
    assert seen_to.encode() not in b"".join(databases.files(own_database))
    actions.end(**told)
    left = b"".join(databases.files(own_database))
    assert not [secret for secret in secrets if secret.encode() in left]
    assert not any(model.objects.exists() for model in (CheckIn, Hand, Need))
