"""Many at one door: a card lets one person in, however many press at the same moment."""

from __future__ import annotations

import pytest

from evenweave.common.refusals import Refusal
from evenweave.projects.actions.joining import join_project
from evenweave.projects.models import Invitation, Member
from tests import make
from tests.make import BEN, NOON
from tests.record.test_threads import all_at_once

MANY = 8


@pytest.mark.usefixtures("own_database")
def test_a_card_that_eight_people_use_at_once_lets_one_in() -> None:
    project = make.project()
    card = make.link(project, most_uses=1)
    refused = []

    def come(number: int) -> None:
        own = Invitation.objects.get(pk=card.pk)
        try:
            make.comes(own, f"Person {number}")
        except Refusal:
            refused.append(number)

    all_at_once(come, MANY)
    card.refresh_from_db()
    assert card.uses == 1
    assert len(refused) == MANY - 1
    assert Member.objects.filter(project=project).count() == 2


@pytest.mark.usefixtures("own_database")
def test_somebody_who_presses_twice_is_a_member_once() -> None:
    project = make.project()
    link = make.link(project)
    make.ben()
    refused = []

    def come(number: int) -> None:
        try:
            join_project(invitation=Invitation.objects.get(pk=link.pk), by=BEN, at=NOON)
        except Refusal:
            refused.append(number)

    all_at_once(come, MANY)
    assert len(refused) == MANY - 1
    assert Member.objects.filter(project=project, person=make.ben()).count() == 1
