"""Words that a team avoids are told to whoever wrote one, once, and stop nobody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.agreements import avoiding, reading
from evenweave.agreements.models import Priority, Sort
from evenweave.common.pages import SEALED, WORDS_TOLD
from tests.agreements.stories import clause
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
TOLD = "In Garden for all we avoid “service”. We say “network”. Why: Nobody lives in one."


def avoids(ours: Team, word: str = "service") -> None:
    """A word the team avoids."""
    clause(ours, word, "network", sort=Sort.WORD, why="Nobody lives in one.")


def say(ours: Team, words: str, **more: str) -> tuple[Client, Any]:
    """Dev says what matters most, on a page."""
    client = enter(ours, "Dev")
    page = reverse("agreements:say-priority", args=[ours.project.id])
    return client, client.post(page, {"words": words, "name": "signed", "version": 0, **more})


def next_page(client: Client, project: UUID) -> str:
    """What they read then."""
    return client.get(reverse("agreements:goals", args=[project])).text


def test_who_wrote_it_without_a_script_reads_it_once_on_the_next_page() -> None:
    ours = team()
    avoids(ours)
    client, answer = say(ours, "A Service for all.")
    assert answer.status_code == 302
    assert Priority.objects.get().words == "A Service for all."
    assert "we avoid “service”" in next_page(client, ours.project.id)
    assert "we avoid" not in next_page(client, ours.project.id)


@pytest.mark.parametrize("sent", [WORDS_TOLD, SEALED])
def test_it_is_not_told_twice_and_never_beside_sealed_words(sent: str) -> None:
    ours = team()
    avoids(ours)
    client, _ = say(ours, "A service for all.", **{sent: "1"})
    assert "we avoid" not in next_page(client, ours.project.id)


def test_what_was_not_kept_is_not_told_of() -> None:
    ours = team()
    avoids(ours)
    client, answer = say(ours, "service " * 5_000)
    assert answer.status_code == 200
    assert "we avoid" not in next_page(client, ours.project.id)


def test_the_list_of_another_team_is_not_told_here() -> None:
    ours, others = team(), team()
    avoids(others)
    client, _ = say(ours, "A service for all.")
    assert "we avoid" not in next_page(client, ours.project.id)


def test_of_many_words_only_three_are_told() -> None:
    ours = team()
    for word in ("service", "user", "case", "hard to reach"):
        avoids(ours, word)
    client, _ = say(ours, "A service for users, cases and the hard  to\nreach.")
    assert next_page(client, ours.project.id).count("we avoid") == 3


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("A service.", True),
        ("SERVICES", True),
        ("serviceable", False),
        ("disservice", False),
        ("service_desk", True),
        ("", False),
    ],
)
def test_a_word_stands_by_itself_or_with_an_s(written: str, *, is_told: bool) -> None:
    ours = team()
    avoids(ours)
    (word,) = reading.avoided([ours.project])
    assert avoiding.is_in(written, word) is is_told
    assert avoiding.told(word) == TOLD.replace("Garden for all", ours.project.name)
