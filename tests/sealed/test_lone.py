"""Words without a name: how they wait, come out together, and are talked about by receipt."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.sealed import actions, guessing, jobs, personal, reading, receipts, signs
from evenweave.sealed.lone import LoneKind, declared
from evenweave.sealed.models import Batch, Line, Talk, Waiting
from tests import make
from tests.loom import lone as loom
from tests.loom.models import Note
from tests.make import AMINA, BEN, NOON
from tests.sealed.lonely import EARLY, batch, send, talk_of

JOB = actors.job("sealed.receipt")
pytestmark = pytest.mark.django_db


def brought() -> list[str]:
    """What came out, in the order of its rows."""
    return [note.words.partition(" ")[2] for note in Note.objects.order_by("pk")]


# The receipt


def test_a_receipt_has_eighty_bits_of_chance_and_two_signs_to_check() -> None:
    codes = {receipts.fresh() for _ in range(200)}
    assert len(codes) == 200
    assert receipts.BITS == 80
    for code in codes:
        assert [len(group) for group in code.split()] == [4, 4, 4, 4, 2]
        assert receipts.why_not_read(code) is None


def test_a_receipt_is_understood_however_it_is_typed() -> None:
    code = receipts.fresh()
    for typed in [code.lower(), code.replace(" ", ""), code.replace("0", "O").replace("1", "l")]:
        assert receipts.why_not_read(typed) is None
        assert receipts.hashed(typed) == receipts.hashed(code)


@given(st.integers(0, 17), st.sampled_from(signs.SIGNS))
def test_every_slip_of_one_sign_is_found(place: int, sign: str) -> None:
    plain = signs.plain(receipts.fresh())
    typed = plain[:place] + sign + plain[place + 1 :]
    assert (receipts.why_not_read(typed) is receipts.SLIP) == (typed != plain)


def test_signs_that_changed_places_are_found() -> None:
    plain = signs.plain(receipts.fresh())
    for one, two in itertools.combinations(range(receipts.LENGTH), 2):
        typed = list(plain)
        typed[one], typed[two] = typed[two], typed[one]
        if typed != list(plain):
            assert receipts.why_not_read("".join(typed)) is receipts.SLIP


@pytest.mark.parametrize("typed", ["", "2F8K", "U" * 18, "2F8K 7QJD 9M3X V5TC 8R 8R"])
def test_what_is_no_receipt_is_told_so(typed: str) -> None:
    assert receipts.why_not_read(typed) is receipts.NO_RECEIPT


def test_another_installation_keeps_another_hash(settings: Any) -> None:
    code = receipts.fresh()
    before = receipts.hashed(code)
    settings.SECRET_KEY = "another"
    assert receipts.hashed(code) != before
    assert signs.plain(code) not in before.upper()


# Waiting


def test_words_wait_with_no_time_no_name_and_no_receipt() -> None:
    code = send("It was too loud.")
    waiting = Waiting.objects.get()
    assert {each.name for each in Waiting._meta.get_fields()} == {
        *("id", "kind", "about", "stream_id", "words", "receipt"),
    }
    assert waiting.receipt == receipts.hashed(code)
    assert brought() == []


def place_of_rows() -> list[str]:
    """Words in the order in which their rows lie."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words FROM sealed_waiting ORDER BY {place}")
        return [words for (words,) in cursor.fetchall()]


def test_neither_place_nor_id_of_what_waits_tells_which_came_last() -> None:
    stream = make.stream().id
    orders, lasts, ids = set(), Counter[int](), []
    for _time in range(40):
        nothing_waits()
        for words in ("first", "second", "third", "last"):
            send(words, stream)
        rows = place_of_rows()
        orders.add(tuple(rows))
        lasts[rows.index("last")] += 1
        ids.append(list(Waiting.objects.order_by("id").values_list("words", flat=True)))
    # By chance, each of four places is missed by all forty once in 25,000 times.
    assert set(lasts) == {0, 1, 2, 3}
    assert len(orders) > 8
    assert {each.index("last") for each in ids} == {0, 1, 2, 3}


def nothing_waits() -> None:
    """Nothing waits."""
    for receipt in set(Waiting.objects.values_list("receipt", flat=True)):
        actions.take_back_waiting(receipt=receipt, by=JOB, at=NOON)


def test_every_row_that_waits_gets_a_fresh_id_with_each_that_comes() -> None:
    send("one")
    before = set(Waiting.objects.values_list("id", flat=True))
    send("two")
    assert not before & set(Waiting.objects.values_list("id", flat=True))


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_all_that_waits_is_of_one_age() -> None:
    for words in ("one", "two", "three"):
        send(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin FROM sealed_waiting")
        assert len(cursor.fetchall()) == 1


@pytest.mark.parametrize("words", ["", " \n", "x" * 4_001])
def test_nothing_and_too_much_are_refused(words: str) -> None:
    with pytest.raises(Refusal):
        send(words)


def test_a_kind_that_no_room_declared_is_refused() -> None:
    with pytest.raises(Refusal, match="no kind of lone words"):
        actions.send_lone(
            kind="loom.nothing",
            about=UUID(int=2),
            stream_id=UUID(int=1),
            words="x",
            by=AMINA,
            at=NOON,
        )


def test_a_kind_is_named_well_and_declared_once() -> None:
    names = ["release", "story", "take_back", "called", "address"]
    parts: Any = {name: getattr(loom, name) for name in names}
    with pytest.raises(ValueError, match="room.thing"):
        LoneKind("Notes", **parts)
    with pytest.raises(ValueError, match="twice"):
        LoneKind("loom.note", **parts)
    assert "loom.note" in declared


# The batch


def test_all_words_come_out_together_once_a_day() -> None:
    for words in ("one", "two", "three"):
        send(words)
    at = batch()
    assert sorted(brought()) == ["one", "three", "two"]
    assert not Waiting.objects.exists()
    assert Batch.objects.get().day == at.date()
    send("four")
    jobs.release_lone(Turn(NOTHING, at + timedelta(hours=9)))
    assert len(brought()) == 3
    batch(2)
    assert len(brought()) == 4
    assert Batch.objects.count() == 1


def test_no_batch_goes_out_before_the_hour() -> None:
    send("early")
    jobs.release_lone(Turn(NOTHING, EARLY.replace(hour=3)))
    assert brought() == []
    batch()
    with pytest.raises(Refusal, match="gone out already"):
        actions.release_lone(waiting=[], day=(EARLY + timedelta(days=1)).date(), by=JOB, at=NOON)


def test_there_is_a_batch_every_day_also_when_nothing_waits() -> None:
    at = batch()
    assert Batch.objects.get().day == at.date()


def test_a_batch_comes_out_in_an_order_of_chance() -> None:
    stream = make.stream().id
    firsts = set()
    for day in range(1, 30):
        for words in ("first", "second", "third"):
            send(words, stream)
        batch(day)
        firsts.add(brought()[-3])
    # By chance one of three is missed by all of 29 once in 40,000 times.
    assert firsts == {"first", "second", "third"}


def test_the_id_of_what_comes_out_is_not_the_one_under_which_it_waited() -> None:
    code = send("one")
    waited = set(Waiting.objects.values_list("id", flat=True))
    batch()
    assert talk_of(code).id not in waited


def test_words_of_several_projects_each_come_to_theirs() -> None:
    ours, theirs = make.stream(), make.stream()
    send("ours", ours.id)
    send("theirs", theirs.id)
    batch()
    assert Note.objects.get(stream=ours).words.endswith("ours")
    assert Note.objects.get(stream=theirs).words.endswith("theirs")


# Talking


def answer(code: str, words: str = "Which room was it?", by: Any = BEN) -> Line:
    return actions.answer_lone(talk=talk_of(code), words=words, by=by, at=NOON)


def further(code: str, words: str = "The small one.") -> None:
    actions.send_further(talk=talk_of(code), words=words, by=JOB, at=NOON)


def test_answers_are_signed_and_those_of_the_author_come_with_a_batch() -> None:
    code = send("It was too loud.")
    batch()
    answer(code)
    further(code)
    assert [line.words for line in talk_of(code).lines.all()] == ["Which room was it?"]
    batch(2)
    lines = talk_of(code).lines.all()
    assert [(line.words, line.person) for line in lines] == [
        ("Which room was it?", BEN.person),
        ("The small one.", None),
    ]
    assert brought() == ["It was too loud."]


def test_the_author_reads_all_of_it_behind_the_receipt_with_todays_names() -> None:
    code = send("It was too loud.")
    batch()
    answer(code)
    further(code)
    batch(2)
    story, said = reading.talked(talk_of(code))
    assert story.words == "It was too loud."
    assert [(each.words, each.name, each.is_own) for each in said] == [
        ("It hangs.", None, False),
        ("Which room was it?", "A weaver", False),
        ("The small one.", None, True),
    ]


def test_a_page_sent_twice_says_it_once() -> None:
    code = send("It was too loud.")
    batch()
    further(code)
    with pytest.raises(Refusal, match="waiting already"):
        further(code)


def test_only_a_person_answers_and_only_their_own_answer_is_taken_back_by_them() -> None:
    code = send("It was too loud.")
    batch()
    with pytest.raises(Refusal, match="Only a person"):
        answer(code, by=JOB)
    line = answer(code)
    with pytest.raises(Refusal, match="Only the person"):
        actions.take_back_line(line=line, by=AMINA, at=NOON)
    actions.take_back_line(line=line, by=BEN, at=NOON)
    line.refresh_from_db()
    assert (line.words, line.taken_back_on) == ("", NOON.date())
    with pytest.raises(Refusal, match="no words here"):
        actions.take_back_line(line=line, by=BEN, at=NOON)


def test_whoever_has_the_receipt_takes_everything_back_and_what_others_said_stays() -> None:
    code = send("It was too loud.")
    batch()
    answer(code)
    further(code)
    batch(2)
    further(code, "And cold.")
    talk = talk_of(code)
    actions.take_back_lone(talk=talk, by=JOB, at=NOON)
    assert not Waiting.objects.exists()
    assert [line.words for line in talk.lines.all()] == ["Which room was it?", ""]
    assert brought() == ["gone"]
    for again in (lambda: further(code), lambda: answer(code)):
        with pytest.raises(Refusal, match="taken back"):
            again()
    with pytest.raises(Refusal, match="taken back"):
        actions.take_back_lone(talk=talk, by=JOB, at=NOON)


def test_words_that_wait_are_taken_back_before_anybody_reads_them() -> None:
    code = send("It was too loud.")
    send("Another's.")
    actions.take_back_waiting(receipt=receipts.hashed(code), by=JOB, at=NOON)
    batch()
    assert brought() == ["Another's."]
    assert reading.behind(receipts.hashed(code)) is None
    with pytest.raises(Refusal, match="do not wait any more"):
        actions.take_back_waiting(receipt=receipts.hashed(code), by=JOB, at=NOON)


def test_what_somebody_answered_is_theirs_to_have_and_to_have_erased() -> None:
    code = send("It was too loud.")
    batch()
    answer(code)
    further(code)
    batch(2)
    person = make.person_id(BEN)
    told = personal.export(person)["what_you_answered_to_words_without_a_name"]
    assert [each["words"] for each in told] == ["Which room was it?"]
    assert personal.export(make.person_id(AMINA)) == {
        "what_you_answered_to_words_without_a_name": []
    }
    with pytest.raises(Refusal):
        personal.erase(person_id=person, by=AMINA, at=NOON)
    personal.erase(person_id=person, by=BEN, at=NOON)
    assert [line.words for line in talk_of(code).lines.all()] == ["", "The small one."]


# Guessing


def test_many_wrong_receipts_shut_the_page_for_a_while_and_for_everybody() -> None:
    guesses = guessing.Guesses()
    for _ in range(guessing.BURST):
        assert not guesses.are_too_many(NOON)
        guesses.note(NOON)
    assert guesses.are_too_many(NOON)
    assert not guesses.are_too_many(NOON + guessing.EVERY)
    assert vars(guesses).keys() == {"until", "lock"}


def test_nobody_is_told_apart_by_what_is_kept() -> None:
    names = {each.name for model in (Waiting, Batch, Talk) for each in model._meta.get_fields()}
    assert not names & {"person", "author", "by", "member", "sender", "at", "sent_at", "made_at"}
