"""Saying that something changed: in the same transaction, once, and last."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import connection

from evenweave.common import endings
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.live.changes import changed, changes_of
from evenweave.live.models import Topic
from evenweave.live.pages import channel
from evenweave.live.tickets import read
from tests.live.making import BY, CAKE, TEA, change, change_topics
from tests.make import NOON
from tests.record.test_threads import all_at_once


@pytest.mark.django_db
def test_each_action_that_changes_a_topic_counts_once() -> None:
    assert changes_of(TEA) == 0
    change(TEA, TEA, CAKE)
    change(TEA)
    assert (changes_of(TEA), changes_of(CAKE)) == (2, 1)


@action(quiet="Its parts are about nothing.")
def change_twice(*, by: Actor, at: datetime) -> None:
    """Two parts that change the same topic."""
    change_topics(topics=[CAKE, TEA], by=by, at=at)
    assert changes_of(TEA) == 0  # it is left to the end
    change_topics(topics=[TEA], by=by, at=at)


@pytest.mark.django_db
def test_parts_of_an_action_count_with_the_whole() -> None:
    change_twice(by=BY, at=NOON)
    assert (changes_of(TEA), changes_of(CAKE)) == (1, 1)


@action(quiet="It fails on purpose.")
def change_and_fail(*, by: Actor, at: datetime) -> None:
    """Something changes, and then the kettle breaks."""
    changed(TEA)
    raise OSError("the kettle broke")


@pytest.mark.django_db
def test_an_action_that_fails_has_changed_nothing() -> None:
    with pytest.raises(OSError, match="kettle"):
        change_and_fail(by=BY, at=NOON)
    assert changes_of(TEA) == 0
    change(CAKE)
    assert changes_of(TEA) == 0


def test_outside_an_action_nothing_changes() -> None:
    with pytest.raises(endings.NotInAnActionError):
        changed(TEA)


@pytest.mark.django_db
def test_a_page_is_told_where_to_listen_and_what_it_shows() -> None:
    change(TEA)
    told = channel(TEA, "Amina")
    assert told.after == 1
    opened = read(told.events.removeprefix("/live/"))
    assert opened is not None
    assert opened.topic == TEA


@pytest.mark.usefixtures("own_database")
def test_many_who_change_topics_in_any_order_lose_none_and_never_wait_in_a_circle() -> None:
    def work(number: int) -> None:
        for _turn in range(5):
            change(*([TEA, CAKE] if number % 2 else [CAKE, TEA]))

    all_at_once(work, 16)
    assert dict(Topic.objects.values_list("id", "changes")) == {TEA: 80, CAKE: 80}


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_two_long_actions_about_one_topic_do_not_wait_for_each_other() -> None:
    both = threading.Barrier(2)

    @action(quiet="It takes its time.")
    def change_slowly(*, by: Actor, at: datetime) -> None:
        changed(TEA)
        both.wait(timeout=10)  # it would break, if one of the two held the row

    def work(number: int) -> None:
        change_slowly(by=BY, at=NOON)
        connection.close()

    all_at_once(work, 2)
    assert changes_of(TEA) == 2
