"""Three locks: any two cards open the box, and the machine alone never can."""

from __future__ import annotations

import itertools
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common import actors
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.sealed import actions, cards, crypto, keys, reading, rules, sharing
from evenweave.sealed.models import Box, Envelope, Lock, State
from evenweave.sealed.signs import CHECK_SIGNS, SIGNS, plain
from tests.make import AMINA, NOON
from tests.sealed.story import (
    FIVE,
    HOLDERS,
    TWELVE,
    again,
    cast,
    cast_all,
    close,
    is_open,
    later,
    new_box,
    news,
    open_box,
    work,
)

BOX = uuid4()

with_locks = pytest.mark.usefixtures("own_database")


def draw(box: Box) -> list[str]:
    """Each holder draws a card."""
    return [
        actions.draw_card(box=box, holder=holder, by=actors.person(holder), at=NOON)
        for holder in HOLDERS
    ]


def locked() -> tuple[Box, list[str]]:
    """An open box with three locks and five papers, and its cards."""
    box = new_box(holders=HOLDERS)
    codes = draw(box)
    work()
    cast_all(box, FIVE)
    return again(box), codes


def give(box: Box, number: int, code: str) -> int:
    """A holder puts a card in; how many more are needed."""
    holder = HOLDERS[number]
    given = actions.give_card(box=box, holder=holder, code=code, by=actors.person(holder), at=NOON)
    work(later(minutes=1))
    return given


def lose(box: Box, number: int) -> None:
    holder = HOLDERS[number]
    actions.lose_card(box=box, holder=holder, by=actors.person(holder), at=NOON)
    work(later(minutes=1))


# Cards


@given(st.binary(min_size=16, max_size=16))
def test_a_card_is_eight_groups_of_four_and_reads_back(secret: bytes) -> None:
    code = cards.code(BOX, secret)
    assert [len(group) for group in code.split()] == [4] * 8
    assert cards.why_not_read(BOX, code) is None
    assert cards.secret(code) == secret


def test_a_card_may_be_typed_as_people_type() -> None:
    code = cards.code(BOX, bytes(16))
    assert "0" in code
    for typed in (code.lower(), code.replace(" ", "-"), code.replace("0", "O"), f"  {code}\n"):
        assert cards.why_not_read(BOX, typed) is None
        assert cards.secret(typed) == bytes(16)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 31), st.sampled_from(SIGNS))
def test_every_wrong_sign_is_found(secret: bytes, place: int, sign: str) -> None:
    signs = plain(cards.code(BOX, secret))
    typed = signs[:place] + sign + signs[place + 1 :]
    assert (cards.why_not_read(BOX, typed) is cards.SLIP) == (typed != signs)


@given(st.binary(min_size=16, max_size=16))
def test_any_two_signs_that_changed_places_are_found(secret: bytes) -> None:
    signs = plain(cards.code(BOX, secret))
    for one, two in itertools.combinations(range(len(signs) - CHECK_SIGNS), 2):
        typed = list(signs)
        typed[one], typed[two] = typed[two], typed[one]
        if typed != list(signs):
            assert cards.why_not_read(BOX, "".join(typed)) is cards.SLIP


def test_what_is_no_card_is_told_so() -> None:
    code = cards.code(BOX, cards.fresh_secret())
    for typed in ("", "hello", code[:-1], code + "0", "U" + code[1:], "é" + code[1:]):
        assert cards.why_not_read(BOX, typed) is cards.NO_CARD


def test_a_card_of_another_box_is_told_so() -> None:
    code = cards.code(uuid4(), cards.fresh_secret())
    assert cards.why_not_read(BOX, code) is cards.OTHER_BOX


def test_a_card_makes_another_key_for_another_box() -> None:
    secret = cards.fresh_secret()
    assert crypto.public_bytes(cards.key(BOX, secret)) != crypto.public_bytes(
        cards.key(uuid4(), secret)
    )


# Opening


@with_locks
def test_the_box_opens_when_the_third_card_was_drawn(box_keys: Path) -> None:
    box = new_box(holders=HOLDERS)
    for holder in HOLDERS:
        work()
        assert not is_open(box)
        actions.draw_card(box=box, holder=holder, by=actors.person(holder), at=NOON)
    work()
    assert is_open(box)
    assert not box_keys.exists()


@with_locks
def test_cards_belong_to_three_different_people() -> None:
    for holders in (HOLDERS[:2], [*HOLDERS, uuid4()], [HOLDERS[0], HOLDERS[0], HOLDERS[1]]):
        with pytest.raises(Refusal, match="three different people"):
            new_box(holders=holders)
    box = new_box(holders=HOLDERS)
    with pytest.raises(Refusal, match="not among the three"):
        actions.draw_card(box=box, holder=TWELVE[5], by=AMINA, at=NOON)


@with_locks
def test_a_card_drawn_again_replaces_the_first_until_the_box_is_open() -> None:
    box = new_box(holders=HOLDERS)
    first = actions.draw_card(box=box, holder=HOLDERS[0], by=AMINA, at=NOON)
    codes = draw(box)
    work()
    cast_all(box, FIVE)
    with pytest.raises(Refusal, match="open already"):
        actions.draw_card(box=box, holder=HOLDERS[0], by=AMINA, at=NOON)
    close(box)
    with pytest.raises(Refusal, match="only the later one"):
        give(box, 0, first)
    assert give(box, 0, codes[0]) == 1


@with_locks
def test_neither_card_nor_seed_is_anywhere_on_the_machine(box_keys: Path) -> None:
    box, codes = locked()
    held = repr(list(Lock.objects.values()) + list(Box.objects.values()))
    for code in codes:
        secret = cards.secret(code)
        assert code not in held
        assert secret.hex() not in held
        assert repr(secret)[2:-1] not in held
    assert not box_keys.exists()
    assert keys.seed(box.id) is None


# Closing


@pytest.mark.parametrize("pair", list(itertools.combinations(range(3), 2)))
@with_locks
def test_any_two_cards_open_the_box_together(pair: tuple[int, int], box_keys: Path) -> None:
    box, codes = locked()
    box = close(box)
    assert (box.state, reading.results(box)) == (State.CLOSING, {})
    assert give(box, pair[0], codes[pair[0]]) == 1
    assert again(box).state == State.CLOSING
    assert give(box, pair[1], codes[pair[1]]) == 0
    box = again(box)
    assert reading.results(box) == {"question 1": [b"no", b"no", b"yes", b"yes", b"yes"]}
    assert news(box) == ["opened", "cards are needed", "closed"]
    assert list(box_keys.iterdir()) == []
    assert not Lock.objects.exists()
    assert not Envelope.objects.exists()


@with_locks
def test_one_card_put_in_twice_is_one_card() -> None:
    box, codes = locked()
    close(box)
    assert give(box, 1, codes[1]) == 1
    assert give(box, 1, codes[1]) == 1
    assert again(box).state == State.CLOSING


@with_locks
def test_a_wrong_card_another_persons_card_and_one_too_early_are_each_told() -> None:
    box, codes = locked()
    other, others_codes = locked()
    with pytest.raises(Refusal, match="No card is needed now"):
        give(box, 0, codes[0])
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    with pytest.raises(Refusal, match="just closing"):  # the worker has not been there yet
        give(box, 0, codes[0])
    work()
    slip = codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1")
    with pytest.raises(Refusal, match="There is a slip"):
        give(box, 0, slip)
    with pytest.raises(Refusal, match="another box"):
        give(box, 0, others_codes[0])
    with pytest.raises(Refusal, match="does not open this box"):
        give(box, 0, cards.code(box.id, cards.fresh_secret()))
    with pytest.raises(Refusal, match="made for somebody else"):
        give(box, 1, codes[0])
    with pytest.raises(Refusal, match="eight groups"):
        give(box, 0, "I have lost my glasses")
    assert Lock.objects.exclude(given=b"").count() == 0
    assert other.id != box.id


@with_locks
def test_one_lost_card_is_no_harm() -> None:
    box, codes = locked()
    lose(box, 2)
    assert rules.what_is_lost(box) is rules.ONE_LOST
    close(box)
    give(box, 0, codes[0])
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSED


@with_locks
def test_with_two_lost_cards_the_box_ends_unread_and_everybody_hears(box_keys: Path) -> None:
    box, _codes = locked()
    lose(box, 0)
    with pytest.raises(Refusal, match="not among the three"):
        actions.lose_card(box=box, holder=TWELVE[7], by=AMINA, at=NOON)
    actions.lose_card(box=box, holder=HOLDERS[0], by=AMINA, at=NOON)
    assert again(box).state == State.OPEN
    lose(box, 2)
    box = again(box)
    assert (box.state, news(box), reading.results(box)) == (State.VOID, ["opened", "void"], {})
    assert not Envelope.objects.exists()
    assert "nobody can open this box" in str(rules.TWO_LOST)


@with_locks
def test_a_card_that_was_found_again_opens() -> None:
    box, codes = locked()
    lose(box, 0)
    close(box)
    give(box, 0, codes[0])
    assert rules.what_is_lost(box) is None
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSED


@with_locks
def test_a_box_that_waits_for_its_cards_can_be_destroyed_unread() -> None:
    box, codes = locked()
    box = close(box)
    give(box, 0, codes[0])
    actions.destroy_box(box=box, by=AMINA, at=NOON)
    work(later(minutes=2))
    assert (again(box).state, reading.results(box)) == (State.DESTROYED, {})


@with_locks
def test_after_too_few_papers_the_cards_are_asked_for_again(box_keys: Path) -> None:
    box = new_box(holders=HOLDERS)
    codes = draw(box)
    work()
    cast_all(box, FIVE[:4])
    close(box)
    give(box, 0, codes[0])
    give(box, 1, codes[1])
    assert again(box).state == State.TOO_FEW
    assert list(box_keys.iterdir()) == []
    assert Lock.objects.exclude(given=b"").count() == 0
    actions.extend_box(box=box, by=AMINA, at=NOON)
    cast(box, TWELVE[8], b"no")
    close(box, later(minutes=3))
    give(box, 2, codes[2])
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSED


@with_locks
def test_when_the_way_to_the_worker_is_lost_cards_are_put_in_again() -> None:
    box, codes = locked()
    close(box)
    give(box, 0, codes[0])
    keys.destroy(box.id)
    assert give(box, 1, codes[1]) == 0
    assert news(box) == ["opened", "cards are needed", "cards are needed"]
    assert (again(box).state, Lock.objects.exclude(given=b"").count()) == (State.CLOSING, 0)
    give(box, 0, codes[0])
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSED


@with_locks
def test_whoever_copied_the_machine_before_closing_needs_two_cards(box_keys: Path) -> None:
    """With everything the machine had before it closed, and one card, nothing opens."""
    box, codes = locked()
    locks = list(box.locks.order_by("number"))
    one = crypto.unseal(
        bytes(locks[0].share),
        cards.key(box.id, cards.secret(codes[0])),
        cards.binding(box.id, 1),
    )
    for lock in locks[1:]:
        with pytest.raises(crypto.NotOpened):
            crypto.unseal(
                bytes(lock.share),
                cards.key(box.id, cards.secret(codes[0])),
                cards.binding(box.id, lock.number),
            )
    wrong = sharing.combine([(1, one), (2, bytes(32))])
    assert not rules.fits_its_key(box, wrong)
    assert not box_keys.exists()


@with_locks
def test_a_spoiled_share_is_no_harm_while_two_others_are_left() -> None:
    box, codes = locked()
    spoil(box, 1)
    close(box)
    give(box, 0, codes[0])
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSING
    give(box, 2, codes[2])
    assert (again(box).state, len(reading.results(again(box))["question 1"])) == (State.CLOSED, 5)


@with_locks
def test_with_two_spoiled_shares_the_box_is_void_once_all_three_cards_were_tried() -> None:
    box, codes = locked()
    spoil(box, 1)
    spoil(box, 3)
    close(box)
    for number in range(3):
        assert again(box).state == State.CLOSING
        give(box, number, codes[number])
    assert (again(box).state, news(box)[-1]) == (State.VOID, "void")


def spoil(box: Box, number: int) -> None:
    """Somebody writes nonsense in the place of a share."""
    with acting("somebody who writes into the database"):
        box.locks.filter(number=number).update(share=b"x" * 113)


@with_locks
@pytest.mark.parametrize("content", [b"", b"no key", b"00" * 32])
def test_a_spoiled_way_to_the_worker_is_made_anew(box_keys: Path, content: bytes) -> None:
    box, codes = locked()
    close(box)
    give(box, 0, codes[0])
    (box_keys / f"{box.id}.hand").write_bytes(content)
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSING
    give(box, 0, codes[0])
    give(box, 1, codes[1])
    assert again(box).state == State.CLOSED


@with_locks
def test_a_box_without_locks_asks_for_no_cards() -> None:
    box = open_box()
    cast_all(box, FIVE)
    with pytest.raises(Refusal, match="not among the three"):
        actions.lose_card(box=box, holder=HOLDERS[0], by=AMINA, at=NOON)
    assert close(box).state == State.CLOSED
