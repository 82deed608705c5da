"""Words without a name: how they wait, come out together, and are talked about by receipt."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common import actors
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.sealed import (
    actions,
    checking,
    crypto,
    guessing,
    jobs,
    keys,
    personal,
    reading,
    receipts,
    sent,
    signs,
)
from evenweave.sealed.lone import LoneKind, declared
from evenweave.sealed.models import Line, Seal, Talk, Waiting
from evenweave.sealed.receipts import Receipt
from evenweave.sealed.sent import LONGEST, LONGEST_SEALED
from tests import make
from tests.loom import lone as loom
from tests.loom.models import Note
from tests.make import AMINA, BEN, NOON
from tests.sealed.lonely import ABOUT, EARLY, batch, ready, send, talk_of, waiting_words

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
        assert Receipt(typed).talk == Receipt(code).talk
        assert Receipt(typed).places == Receipt(code).places


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
    before = Receipt(code).talk
    settings.SECRET_KEY = "another"
    assert Receipt(code).talk != before
    assert signs.plain(code) not in before.upper()


def test_no_two_hashes_of_a_receipt_are_alike_and_no_line_of_a_log_shows_it() -> None:
    receipt = Receipt(receipts.fresh())
    hashes = [receipt.talk, *receipt.places, receipt.mark("one"), receipt.mark("two")]
    assert len(set(hashes)) == len(hashes) == receipts.PLACES + 3
    assert receipt.code[:4] not in repr(receipt)


# Waiting


def test_words_wait_sealed_with_no_time_no_name_and_no_receipt() -> None:
    code = send("It was too loud.")
    waiting = Waiting.objects.get()
    assert {each.name for each in Waiting._meta.get_fields()} == {
        *("place", "mark", "seal", "sealed"),
    }
    assert waiting.place in Receipt(code).places
    assert waiting_words() == ["It was too loud."]
    assert brought() == []


def test_all_that_waits_is_of_one_length_and_tells_nothing_of_what_it_is() -> None:
    stream = make.stream().id
    for words in ("No.", "Ж" * LONGEST, "🙂" * LONGEST):
        send(words, stream)
    rows = Waiting.objects.all()
    assert {len(bytes(each.sealed)) for each in rows} == {crypto.sealed_bytes(LONGEST_SEALED)}
    told = b"".join(bytes(each.sealed) + (each.place + each.mark).encode() for each in rows)
    for secret in (b"No.", b"loom.note", ABOUT.bytes, str(ABOUT).encode(), str(stream).encode()):
        assert secret not in told


def test_without_a_seal_nothing_is_taken_and_it_is_said() -> None:
    with pytest.raises(Refusal, match="in a minute"):
        actions.send_lone(
            kind="loom.note", about=ABOUT, stream_id=ABOUT, words="x", by=AMINA, at=NOON
        )


def places_of_rows() -> list[str]:
    """What waits, in the order in which its rows lie."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT place FROM sealed_waiting ORDER BY {place}")
        return [found for (found,) in cursor.fetchall()]


def test_the_place_of_a_row_does_not_tell_which_came_last() -> None:
    stream = make.stream().id
    orders, lasts = set(), Counter[int]()
    for _time in range(40):
        nothing_waits()
        for words in ("first", "second", "third", "last"):
            send(words, stream)
        rows = waiting_words(places_of_rows())
        orders.add(tuple(rows))
        lasts[rows.index("last")] += 1
    # By chance, each of four places is missed by all forty once in 25,000 times.
    assert set(lasts) == {0, 1, 2, 3}
    assert len(orders) > 8


def nothing_waits() -> None:
    """Nothing waits."""
    with acting("a test that begins anew"):
        Waiting.objects.all().delete()


@pytest.mark.parametrize("words", ["", " \n", "x" * (LONGEST + 1)])
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
    send("four")
    jobs.release_lone(Turn(NOTHING, at + timedelta(hours=9)))
    assert len(brought()) == 3
    batch(2)
    assert len(brought()) == 4


def test_no_batch_goes_out_before_the_hour() -> None:
    send("early")
    jobs.release_lone(Turn(NOTHING, EARLY.replace(hour=3) + timedelta(days=1)))
    assert brought() == []
    batch()
    assert brought() == ["early"]


def test_what_comes_in_the_first_hours_of_a_server_waits_for_the_morning_too() -> None:
    send("one")
    jobs.release_lone(Turn(NOTHING, NOON + timedelta(hours=1)))
    assert brought() == []


def test_there_is_a_batch_every_day_also_when_nothing_waits() -> None:
    ready()
    before = Seal.objects.current()
    at = batch()
    assert Seal.objects.current() != before
    assert [each.closed_on for each in Seal.objects.closed()] == [at.date()]


def test_with_its_batch_the_key_of_a_seal_ends(box_keys: Path) -> None:
    send("one")
    seal = Waiting.objects.get().seal_id
    assert keys.seed(seal, "seal") is not None
    batch()
    current = Seal.objects.current()
    assert current is not None
    assert [file.name for file in box_keys.iterdir()] == [f"{current.id}.seal"]
    batch(2)
    assert not Seal.objects.filter(pk=seal).exists()


def test_without_its_key_nothing_comes_out_until_it_is_put_back(box_keys: Path) -> None:
    code = send("one")
    seal = Waiting.objects.get().seal_id
    (box_keys / f"{seal}.seal").rename(box_keys.parent / "away")
    assert any("Words without a name wait" in each.sentence for each in checking.findings())
    at = batch()
    assert brought() == []
    behind = reading.behind(Receipt(code), at.date() + timedelta(days=1))
    assert behind is not None
    assert behind.is_late
    (box_keys.parent / "away").rename(box_keys / f"{seal}.seal")
    jobs.release_lone(Turn(NOTHING, at + timedelta(hours=5)))
    assert brought() == ["one"]
    assert all(each.is_good for each in checking.findings())


def test_a_key_that_is_another_s_is_never_used_and_never_destroyed(box_keys: Path) -> None:
    send("one")
    file = box_keys / f"{Waiting.objects.get().seal_id}.seal"
    right = file.read_text()
    file.write_text("00" * 32)
    batch()
    assert brought() == []
    file.write_text(right)
    batch(2)
    assert brought() == ["one"]


def test_to_a_seal_whose_key_is_lost_nobody_seals_any_more(box_keys: Path) -> None:
    ready()
    lost = Seal.objects.current()
    assert lost is not None
    (box_keys / f"{lost.id}.seal").unlink()
    jobs.release_lone(Turn(NOTHING, NOON + timedelta(hours=1)))
    assert Seal.objects.current() != lost
    send("one")
    batch()
    assert brought() == ["one"]


def test_words_that_were_changed_in_the_tables_stay_away_and_hold_nobody_up(
    box_keys: Path,
) -> None:
    stream = make.stream().id
    code = send("spoiled", stream)
    send("well", stream)
    with acting("somebody at the tables"):
        Waiting.objects.filter(place__in=Receipt(code).places).update(sealed=b"\x04" + bytes(200))
    at = batch()
    assert brought() == ["well"]
    assert len(list(box_keys.iterdir())) == 1
    behind = reading.behind(Receipt(code), at.date() + timedelta(days=1))
    assert behind is not None
    assert behind.is_late
    actions.take_back_waiting(receipt=Receipt(code), by=JOB, at=NOON)
    assert reading.behind(Receipt(code), at.date()) is None


def test_words_moved_to_another_place_do_not_open(box_keys: Path) -> None:
    one, _two = send("one"), send("two")
    with acting("somebody at the tables"):
        rows = {each.place in Receipt(one).places: each for each in Waiting.objects.all()}
        Waiting.objects.filter(place=rows[False].place).update(sealed=rows[True].sealed)
    batch()
    assert brought() == ["one"]


def test_a_project_that_cannot_take_its_words_keeps_no_other_s_back(
    box_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = make.stream(), make.stream()
    send("ours", ours.id)
    send("theirs", theirs.id)
    release = loom.NOTE.release

    def failing(stream_id: UUID, *rest: Any) -> None:
        if stream_id == ours.id:
            raise OSError("no room here")
        release(stream_id, *rest)

    broken = dataclasses.replace(loom.NOTE, name="loom.broken", release=failing)
    del declared["loom.broken"]
    monkeypatch.setitem(declared, "loom.note", broken)
    with pytest.raises(OSError, match="no room"):
        batch()
    assert brought() == ["theirs"]
    assert len(list(box_keys.iterdir())) == 2
    monkeypatch.setitem(declared, "loom.note", loom.NOTE)
    jobs.release_lone(Turn(NOTHING, EARLY + timedelta(days=1, hours=1)))
    assert sorted(brought()) == ["ours", "theirs"]
    assert len(list(box_keys.iterdir())) == 1


def test_another_machine_s_worker_leaves_it_to_the_one_with_the_keys(settings: Any) -> None:
    settings.BOX_KEYS = None
    assert jobs.release_lone(Turn(NOTHING, NOON)) == NOON + jobs.ELSEWHERE
    assert not Seal.objects.exists()


def test_words_taken_back_while_the_batch_opens_them_stay_away() -> None:
    code = send("one")
    waiting = Waiting.objects.select_related("seal").get()
    seed = keys.seed(waiting.seal_id, "seal")
    assert seed is not None
    opened = sent.opened(waiting, waiting.seal, crypto.private_key(seed))
    with pytest.raises(Refusal, match="still sealed"):
        actions.release_lone(seal=waiting.seal, sent=[(waiting.place, opened)], by=JOB, at=NOON)
    with acting("the seal closes"):
        Seal.objects.filter(pk=waiting.seal_id).update(closed_on=NOON.date())
    waiting.seal.refresh_from_db()
    actions.take_back_waiting(receipt=Receipt(code), by=JOB, at=NOON)
    actions.release_lone(seal=waiting.seal, sent=[(waiting.place, opened)], by=JOB, at=NOON)
    assert brought() == []


def test_a_seal_is_used_once() -> None:
    ready()
    seal = Seal.objects.current()
    assert seal is not None
    with pytest.raises(Refusal, match="in use already"):
        actions.change_seal(seal=seal, public_key=b"x", day=NOON.date(), by=JOB, at=NOON)


def test_only_the_worker_makes_seals_and_brings_batches() -> None:
    ready()
    seal = Seal.objects.current()
    assert seal is not None
    told: Any = {"by": AMINA, "at": NOON}
    for refused in (
        lambda: actions.begin_seal(**told),
        lambda: actions.change_seal(seal=seal, public_key=b"x", day=NOON.date(), **told),
        lambda: actions.release_lone(seal=seal, sent=[], **told),
        lambda: actions.forget_seals(**told),
    ):
        with pytest.raises(Refusal, match="Only the worker"):
            refused()


def test_a_seal_that_a_killed_worker_began_is_used() -> None:
    begun = actions.begin_seal(by=JOB, at=NOON)
    keys.make(begun.id, "seal")
    jobs.release_lone(Turn(NOTHING, NOON.replace(hour=2)))
    assert Seal.objects.current() == begun
    assert all(each.is_good for each in checking.findings())


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


def test_nothing_that_waited_stands_on_what_comes_out() -> None:
    code = send("one")
    receipt = Receipt(code)
    batch()
    talk = talk_of(code)
    assert not {str(talk.id), talk.receipt} & {*receipt.places, receipt.mark("one")}


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
    actions.send_further(talk=talk_of(code), receipt=Receipt(code), words=words, by=JOB, at=NOON)


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


def test_eight_lines_wait_at_most_and_the_ninth_is_kept_for_tomorrow() -> None:
    code = send("It was too loud.")
    batch()
    for number in range(receipts.PLACES):
        further(code, f"line {number}")
    with pytest.raises(Refusal, match="send it tomorrow"):
        further(code, "one more")
    batch(2)
    further(code, "one more")
    assert talk_of(code).lines.count() == receipts.PLACES


def test_a_receipt_is_good_for_its_own_talk_alone() -> None:
    code, other = send("It was too loud."), send("It was too cold.")
    batch()
    told: Any = {"talk": talk_of(other), "receipt": Receipt(code), "by": JOB, "at": NOON}
    with pytest.raises(Refusal, match="belongs to other words"):
        actions.send_further(**told, words="x")
    with pytest.raises(Refusal, match="belongs to other words"):
        actions.take_back_lone(**told)


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
    actions.take_back_lone(talk=talk, receipt=Receipt(code), by=JOB, at=NOON)
    assert not Waiting.objects.exists()
    assert [line.words for line in talk.lines.all()] == ["Which room was it?", ""]
    assert brought() == ["gone"]
    for again in (lambda: further(code), lambda: answer(code)):
        with pytest.raises(Refusal, match="taken back"):
            again()
    with pytest.raises(Refusal, match="taken back"):
        actions.take_back_lone(talk=talk, receipt=Receipt(code), by=JOB, at=NOON)


def test_words_that_wait_are_taken_back_before_anybody_reads_them() -> None:
    code = send("It was too loud.")
    send("Another's.")
    actions.take_back_waiting(receipt=Receipt(code), by=JOB, at=NOON)
    batch()
    assert brought() == ["Another's."]
    assert reading.behind(Receipt(code), NOON.date()) is None
    with pytest.raises(Refusal, match="do not wait any more"):
        actions.take_back_waiting(receipt=Receipt(code), by=JOB, at=NOON)


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
    names = {each.name for model in (Waiting, Seal, Talk) for each in model._meta.get_fields()}
    assert not names & {"person", "author", "by", "member", "sender", "at", "sent_at", "made_at"}
