"""Many at once, as several processes would be: limits hold, and nothing is used twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connections

from evenweave.common.refusals import Refusal
from evenweave.people import actions, limits, signing
from evenweave.people.actions.signing import TRIES, WRONG
from evenweave.people.models import Limit, Ticket
from tests import make
from tests.make import NOON
from tests.people.conftest import added

pytestmark = pytest.mark.slow

JOB = signing.NOBODY
BEN = "ben@example.org"


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    """What came of the same work in so many threads, each with its own connection."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except Refusal as refusal:
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _thread in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == number
    return results


def asked(at: datetime = NOON) -> actions.Asked:
    return actions.ask_for_code(email=BEN, by=JOB, at=at)


def test_of_forty_guesses_at_once_a_code_sees_five(own_database: str) -> None:
    added("Ben")
    wrong = f"{(int(asked().code) + 1) % 10**8:08}"

    def guess() -> Any:
        return actions.enter_code(email=BEN, code=wrong, network="192.0.2.7", by=JOB, at=NOON)

    reasons = [entered.reason for entered in at_once(40, guess)]
    assert reasons.count(WRONG) == TRIES
    assert Ticket.objects.get().tries == TRIES


def test_of_twenty_who_type_one_right_code_at_once_one_comes_in(own_database: str) -> None:
    added("Ben")
    code = asked().code

    def enter() -> Any:
        return actions.enter_code(email=BEN, code=code, network="192.0.2.7", by=JOB, at=NOON)

    assert sum(entered.person is not None for entered in at_once(20, enter)) == 1


def test_of_ten_who_use_one_card_at_once_one_comes_in(own_database: str) -> None:
    stream = make.stream()
    card = actions.make_card(person=added("Ben"), stream=stream, by=make.AMINA, at=NOON)

    def use() -> Any:
        return actions.use_ticket(secret=card.code, here=None, by=JOB, at=NOON)

    assert sum(isinstance(used, Ticket) for used in at_once(10, use)) == 1


def test_of_twenty_who_ask_at_once_three_get_a_code(own_database: str) -> None:
    added("Ben")
    given = at_once(20, asked)
    assert sum(isinstance(each, actions.Asked) for each in given) == limits.CODES.burst
    assert Ticket.objects.count() == limits.CODES.burst
    assert Limit.objects.count() == 1
