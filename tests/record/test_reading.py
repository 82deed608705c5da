"""Reading a record: page by page, by kind, by words, by name, and as people are called today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from evenweave.common import actors
from evenweave.record import reading, sentences, vocabulary
from evenweave.record.actions import erase_words
from evenweave.record.models import Entry, Stream
from evenweave.record.reading import Wanted
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, FINN, NOON

pytestmark = pytest.mark.django_db

PAGE = 4


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", PAGE)


@pytest.fixture(autouse=True)
def called(db: None) -> None:
    make.named(AMINA, "Amina Rahman")
    make.named(BEN, "Ben Okafor")


def written(count: int, **words: Any) -> Stream:
    """A record with `count` notes after its first line, one a minute."""
    stream = make.stream(is_example=True)
    for number in range(count):
        actions.write_note(
            stream=stream,
            words=words.get("words", f"Note {number + 1}."),
            by=words.get("by", BEN),
            at=NOON + timedelta(minutes=number),
        )
    stream.refresh_from_db()
    return stream


def numbers(page: reading.Page) -> list[int]:
    return [line.sequence for line in page.lines]


def test_the_newest_stands_first_and_older_pages_follow_without_a_gap() -> None:
    stream = written(9)
    first = reading.page(stream, Wanted())
    second = reading.page(stream, Wanted(before=first.older))
    third = reading.page(stream, Wanted(before=second.older))
    assert [numbers(page) for page in [first, second, third]] == [
        [10, 9, 8, 7],
        [6, 5, 4, 3],
        [2, 1],
    ]
    assert (first.newer, second.newer, third.older) == (None, 6, None)


def test_the_way_back_shows_the_same_pages() -> None:
    stream = written(9)
    oldest = reading.page(stream, Wanted(before=3))
    back = reading.page(stream, Wanted(after=oldest.newer))
    newest = reading.page(stream, Wanted(after=back.newer))
    assert [numbers(page) for page in [back, newest]] == [[6, 5, 4, 3], [10, 9, 8, 7]]
    assert (back.older, newest.newer) == (3, None)


def test_one_kind_can_be_read_alone() -> None:
    stream = written(3)
    note = actions.write_note(stream=stream, words="Tea.", by=BEN, at=NOON)
    actions.change_note(note=note, version=1, words="Coffee.", by=AMINA, at=NOON)
    page = reading.page(stream, Wanted(kind="loom.changed"))
    assert numbers(page) == [6]
    assert reading.kinds_in(stream) == ["loom.changed", "loom.written", "record.opened"]
    assert reading.kinds_in(make.stream()) == ["record.opened"]


@pytest.mark.parametrize("words", ["żółć", "ŻÓŁĆ", "(50 %", "a.b*c", "“Żółć”"])
def test_words_are_found_in_any_case_and_taken_as_they_are(words: str) -> None:
    stream = written(3)
    actions.write_note(stream=stream, words="They said “Żółć” (50 % of a.b*c).", by=BEN, at=NOON)
    stream.refresh_from_db()
    assert numbers(reading.page(stream, Wanted(words=words))) == [5]
    assert numbers(reading.page(stream, Wanted(words=words + "x"))) == []


def test_people_are_found_by_what_they_are_called() -> None:
    stream = written(2)
    actions.write_note(stream=stream, words="Mine.", by=AMINA, at=NOON)
    stream.refresh_from_db()
    assert numbers(reading.page(stream, Wanted(words="ben okafor"))) == [3, 2]
    assert numbers(reading.page(stream, Wanted(words="amina"))) == [4, 1]


def test_what_happened_is_found_by_its_sentence() -> None:
    stream = written(2)
    assert numbers(reading.page(stream, Wanted(words="opened this record"))) == [1]


def test_a_search_says_how_far_it_looked_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "WINDOW", 5)
    stream = make.stream()
    actions.write_note(stream=stream, words="A needle.", by=BEN, at=NOON)
    for _hay in range(9):
        actions.write_note(stream=stream, words="Hay.", by=BEN, at=NOON)
    stream.refresh_from_db()
    near = reading.page(stream, Wanted(words="needle"))
    assert (numbers(near), near.looked_back_to) == ([], 7)
    far = reading.page(stream, Wanted(words="needle", before=near.looked_back_to))
    assert (numbers(far), far.looked_back_to) == ([2], 2)


def test_a_search_with_many_finds_goes_page_by_page() -> None:
    stream = written(9, words="Tea.")
    first = reading.page(stream, Wanted(words="tea"))
    second = reading.page(stream, Wanted(words="tea", before=first.older))
    assert [numbers(page) for page in [first, second]] == [[10, 9, 8, 7], [6, 5, 4, 3]]


def read(stream: Stream, sequence: int) -> str:
    (line,) = reading.lines_of([Entry.objects.get(stream=stream, sequence=sequence)])
    return str(line.sentence)


def test_a_line_reads_as_people_are_called_today() -> None:
    stream = written(1, words="<b>Tea</b>")
    assert read(stream, 2) == "<bdi>Ben Okafor</bdi> wrote “<bdi>&lt;b&gt;Tea&lt;/b&gt;</bdi>”."


def test_somebody_who_is_gone_is_a_former_member() -> None:
    stream = written(1, by=FINN)
    assert read(stream, 2) == "A former member wrote “<bdi>Note 1.</bdi>”."


def test_erased_words_read_as_taken_out() -> None:
    stream = written(1)
    erase_words(stream=stream, places=[(2, "words")], by=AMINA, at=NOON)
    assert read(stream, 2) == "<bdi>Ben Okafor</bdi> wrote “<em>words taken out</em>”."


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (
            actors.helper(make.person_id(AMINA), for_person=make.person_id(BEN)),
            "<bdi>Ben Okafor</bdi> (with <bdi>Amina Rahman</bdi> helping) wrote",
        ),
        (actors.job("meetings.recap"), "Evenweave, at the time agreed, wrote"),
        (actors.importer(), "An import wrote"),
        (actors.importer(make.person_id(BEN)), "<bdi>Ben Okafor</bdi> (by an import) wrote"),
        (actors.operator(), "Whoever runs this server wrote"),
    ],
)
def test_every_actor_reads_in_words(by: actors.Actor, said: str) -> None:
    stream = written(1, by=by)
    assert read(stream, 2).startswith(said)
    assert Entry.objects.get(stream=stream, sequence=2).by == by


def test_a_time_among_the_facts_reads_as_a_date() -> None:
    assert sentences.shown("2026-07-02T12:00:00.000000Z", {}) == "2 July 2026, 13:00"


def test_a_kind_from_another_version_still_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = written(1)
    monkeypatch.delitem(vocabulary.declared, "loom.written")
    assert read(stream, 2) == ("<bdi>Ben Okafor</bdi> did something that this version cannot read.")


def test_the_page_shows_the_lines_and_the_ways_on(client: Client) -> None:
    stream = written(9)
    page = client.get(f"/record/{stream.pk}/").content.decode()
    assert "Note 9." in page
    assert "Note 5." not in page
    assert "?before=7" in page
    older = client.get(f"/record/{stream.pk}/?before=7").content.decode()
    assert "Note 5." in older
    assert "Note 9." not in older


def test_the_page_answers_a_part_to_htmx(client: Client) -> None:
    stream = written(2)
    part = client.get(f"/record/{stream.pk}/", headers={"HX-Request": "true"})
    assert "Note 2." in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999", "kind=nonsense", "words=" + "x" * 300]
)
def test_a_question_that_makes_no_sense_still_shows_the_record(client: Client, query: str) -> None:
    stream = written(2)
    answer = client.get(f"/record/{stream.pk}/?{query}")
    assert answer.status_code == 200
    assert "Note 2." in answer.content.decode()


def test_a_search_without_finds_says_so_and_what_to_do(client: Client) -> None:
    stream = written(2)
    page = client.get(f"/record/{stream.pk}/?words=elephant").content.decode()
    assert "elephant" in page
    assert "Nothing" in page


def test_one_line_shows_how_it_is_sealed(client: Client) -> None:
    stream = written(2)
    entry = Entry.objects.get(stream=stream, sequence=2)
    page = client.get(f"/record/{stream.pk}/2/").content.decode()
    assert entry.hash in page
    assert "Note 1." in page
    assert client.get(f"/record/{stream.pk}/9/").status_code == 404


def test_a_team_s_record_looks_as_if_it_were_not_there(client: Client) -> None:
    stream = make.stream()
    for address in [f"/record/{stream.pk}/", f"/record/{stream.pk}/1/"]:
        hidden = client.get(address)
        missing = client.get(address.replace(str(stream.pk), str(FINN.person)))
        assert hidden.status_code == missing.status_code == 404
        assert stream.title not in hidden.content.decode()


@pytest.mark.parametrize(
    ("address", "most"), [("/record/{}/", 6), ("/record/{}/?words=tea", 6), ("/record/{}/2/", 4)]
)
def test_a_page_asks_the_database_the_same_few_things_at_any_length(
    client: Client,
    django_assert_max_num_queries: Callable[[int], Any],
    address: str,
    most: int,
) -> None:
    stream = written(9)
    with django_assert_max_num_queries(most):
        assert client.get(address.format(stream.pk)).status_code == 200
