"""Whatever people do in whatever order, a box counts as a dictionary would, and shows no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenweave.common.refusals import Refusal
from evenweave.sealed import actions, keys, reading
from evenweave.sealed.models import Box, Envelope, State
from tests.make import AMINA, NOON
from tests.sealed.story import TWELVE, again, cast, close, open_box, work

LONGEST = 12
SEVEN = TWELVE[:7]
PAPER = st.binary(max_size=LONGEST + 2).map(lambda paper: paper.replace(b"|", b"/"))
Deed = tuple[str, tuple[Any, ...]]
CAST = st.tuples(st.just("cast"), st.tuples(st.sampled_from([*SEVEN, TWELVE[9]]), PAPER))
DEED = st.one_of(
    CAST,
    *(st.tuples(st.just(verb), st.just(())) for verb in ("close", "extend", "destroy")),
)


@dataclass
class Dictionary:
    """The simplest thing that a box could be."""

    papers: dict[UUID, bytes] = field(default_factory=dict)
    state: State = State.OPEN

    def counted(self) -> list[bytes]:
        return sorted(filter(None, self.papers.values()))

    def cast(self, who: UUID, paper: bytes) -> bool:
        may = self.state == State.OPEN and who in SEVEN and len(paper) <= LONGEST
        if may:
            self.papers[who] = paper
        return may

    def close(self) -> bool:
        enough = len(self.counted()) >= 5
        return self.turn({State.OPEN}, State.CLOSED if enough else State.TOO_FEW)

    def extend(self) -> bool:
        return self.turn({State.TOO_FEW}, State.OPEN)

    def destroy(self) -> bool:
        return self.turn({State.OPEN, State.TOO_FEW}, State.DESTROYED)

    def turn(self, out_of: set[State], into: State) -> bool:
        """Go from one of these states to another, if it is in one."""
        may = self.state in out_of
        if may:
            self.state = into
        return may


@dataclass
class Real:
    """A box, to be asked as the dictionary is; each answers whether it was allowed."""

    box: Box

    def cast(self, who: UUID, paper: bytes) -> bool:
        return allowed(partial(cast, self.box, who, paper))

    def close(self) -> bool:
        return allowed(partial(close, self.box))

    def extend(self) -> bool:
        return allowed(partial(actions.extend_box, box=self.box, by=AMINA, at=NOON))

    def destroy(self) -> bool:
        may = allowed(partial(actions.destroy_box, box=self.box, by=AMINA, at=NOON))
        work()
        return may


def allowed(what: Callable[[], object]) -> bool:
    """Whether it was not refused."""
    try:
        what()
    except Refusal:
        return False
    return True


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(CAST, max_size=12), then=st.lists(DEED, max_size=20))
def test_a_box_counts_as_a_dictionary_would(
    own_database: str, first: list[Deed], then: list[Deed]
) -> None:
    box, simple = open_box(SEVEN, longest=LONGEST), Dictionary()
    for verb, about in [*first, *then]:
        assert getattr(Real(box), verb)(*about) == getattr(simple, verb)(*about)
        box = again(box)
        assert box.state == simple.state
        assert reading.results(box) == shown(simple)
        assert Envelope.objects.filter(box=box).exists() != box.is_over
        assert bool(keys.files_of(box.id)) != box.is_over


def shown(simple: Dictionary) -> dict[str, list[bytes]]:
    """What a dictionary would show."""
    return {"question 1": simple.counted()} if simple.state == State.CLOSED else {}


def test_a_story_in_which_everything_happens_is_told_alike(own_database: str) -> None:
    story: list[tuple[Deed, bool]] = [
        (("cast", (SEVEN[0], b"yes")), True),
        (("cast", (SEVEN[0], b"")), True),
        (("cast", (uuid4(), b"yes")), False),
        *((("cast", (who, b"no")), True) for who in SEVEN[1:4]),
        (("close", ()), True),
        (("cast", (SEVEN[0], b"yes")), False),
        (("extend", ()), True),
        *((("cast", (who, b"yes")), True) for who in SEVEN[4:6]),
        (("close", ()), True),
        (("destroy", ()), False),
    ]
    box, simple = open_box(SEVEN, longest=LONGEST), Dictionary()
    for (verb, about), may in story:
        assert getattr(Real(box), verb)(*about) == getattr(simple, verb)(*about) == may
    assert reading.results(again(box)) == {"question 1": [b"no", b"no", b"no", b"yes", b"yes"]}
