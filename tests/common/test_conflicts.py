"""Two people change one thing: both versions are shown, and no word is lost."""

from __future__ import annotations

import random
import re
import time
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.conflicts import Changed, Difference, clashes, compare, refuse_if_changed
from evenweave.common.kit.trying.forms import EveryFieldForm, PlanForm

OWN = {
    "version": "3",
    "title": "Tea & cake on Tuesdays",
    "words": "We meet on the first Tuesday.\r\nAmina brings the cake. <b>Everybody</b> is welcome.",
    "day_day": "3",
    "day_month": "3",
    "day_year": "2026",
}


def whole(difference: Difference) -> tuple[str, str]:
    return (
        "".join(piece.words for piece in difference.newer),
        "".join(piece.words for piece in difference.own),
    )


def marked(difference: Difference) -> tuple[list[str], list[str]]:
    return (
        [piece.words.strip() for piece in difference.newer if piece.only_here],
        [piece.words.strip() for piece in difference.own if piece.only_here],
    )


def test_a_save_from_an_older_version_is_refused() -> None:
    with pytest.raises(Changed):
        refuse_if_changed(SimpleNamespace(version=4), version=3)


def test_a_save_from_the_version_that_stands_goes_on() -> None:
    refuse_if_changed(SimpleNamespace(version=4), version=4)


@given(st.text(), st.text())
def test_both_versions_stay_whole(newer: str, own: str) -> None:
    assert whole(compare(newer, own)) == (newer, own)


words = st.lists(st.sampled_from(["tea", "cake", "on", "Tuesday", "we", "meet"])).map(" ".join)


@given(words, words)
def test_what_is_not_marked_is_the_same_in_both(newer: str, own: str) -> None:
    difference = compare(newer, own)
    plain = [
        " ".join(piece.words for piece in version if not piece.only_here).split()
        for version in (difference.newer, difference.own)
    ]
    assert plain[0] == plain[1]


def test_the_words_that_differ_are_marked() -> None:
    difference = compare("We meet every Tuesday at ten.", "We all meet every Thursday at ten.")
    assert marked(difference) == (["Tuesday"], ["all", "Thursday"])
    assert difference.told == (
        "Yours has 2 words that theirs does not have. Theirs has 1 word that yours does not have."
    )


def test_the_space_behind_a_word_is_not_marked() -> None:
    assert [piece.words for piece in compare("a b", "a new\n\nb").own if piece.only_here] == ["new"]


def test_signs_of_scripts_without_spaces_are_told_apart() -> None:
    assert marked(compare("我们星期二见面", "我们星期四见面")) == (["二"], ["四"])


def test_only_spaces_differ() -> None:
    assert (
        compare("a b", "a\n\nb").told == "The words are the same. Only spaces or line ends differ."
    )


def test_a_small_change_in_a_long_text_is_found_exactly() -> None:
    dice = random.Random(1)
    text = " ".join(dice.choice(["the", "a", "of", "and", f"wood{n}"]) for n in range(4_000))[
        :20_000
    ]
    begun = text.split(" ")
    changed = [*begun[:100], "new", *begun[101:2000], "hello", *begun[2000:]]
    assert marked(compare(text, " ".join(changed))) == ([begun[100]], ["new", "hello"])


@pytest.mark.parametrize("different_words", [2, 50, 99, 101, 150, 400, 2_000, 10_000])
def test_two_long_texts_are_compared_in_bounded_time(different_words: int) -> None:
    dice = random.Random(different_words)
    newer, own = (
        " ".join(f"{dice.randrange(different_words):x}" for _ in range(20_000))[:20_000]
        for _ in range(2)
    )
    start = time.perf_counter()
    difference = compare(newer, own)
    assert time.perf_counter() - start < 2
    assert whole(difference) == (newer, own)


def test_only_the_fields_that_differ_clash() -> None:
    form = PlanForm(QueryDict(mutable=True) | OWN)
    assert form.is_valid(), form.errors
    newer = {
        "title": "Tea & cake on Tuesdays",
        "words": "Something else",
        "day": date(2026, 3, 3),
    }
    assert [clash.field.name for clash in clashes(form, newer)] == ["words"]


def test_a_field_that_the_newer_version_leaves_out_is_a_mistake() -> None:
    form = PlanForm(QueryDict(mutable=True) | OWN)
    assert form.is_valid()
    with pytest.raises(KeyError):
        list(clashes(form, {"title": "Tea"}))


def test_choices_and_dates_are_compared_in_words() -> None:
    form = EveryFieldForm(
        {
            "name": "Ben",
            "words": "Tea",
            "day_day": "27",
            "day_month": "3",
            "day_year": "2026",
            "way": "room",
            "helps": ["print", "friend"],
            "place": "hall",
            "understood": "on",
        }
    )
    assert form.is_valid(), form.errors
    newer = {
        "name": "Ben",
        "words": "Tea",
        "email": "",
        "day": date(2026, 3, 28),
        "way": "paper",
        "helps": ["breaks"],
        "place": "cafe",
        "understood": False,
    }
    told = {clash.field.name: whole(clash.difference) for clash in clashes(form, newer)}
    assert told == {
        "day": ("28 March 2026", "27 March 2026"),
        "way": ("On paper", "In the room"),
        "helps": ("More breaks", "Large print\nA friend with me"),
        "place": ("The café", "The village hall"),
        "understood": ("No", "Yes"),
    }


def conflict_page(client: Client) -> str:
    response = client.post("/kit/try/change/", {**OWN, "meanwhile": "yes"})
    assert response.status_code == 409
    return response.content.decode()


def hidden(page: str) -> dict[str, str]:
    """What the button “Keep what I wrote” sends: the first form of the main part."""
    form = page[page.index("<form") : page.index("</form>")]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


def test_the_conflict_page_shows_both_versions_whole(client: Client) -> None:
    page = conflict_page(client)
    shown = [
        re.sub(r"\s+", " ", unescape(re.sub(r"<span class=.unseen.>.*?</span>|<[^>]+>", "", part)))
        for part in re.findall(r'<div class="words".*?</div>', page, re.DOTALL)
    ]
    assert shown == [
        "Tea on Thursdays",
        "Tea & cake on Tuesdays",
        "We meet every Thursday. Carys brings the tea. Everybody is welcome.",
        "We meet on the first Tuesday. Amina brings the cake. <b>Everybody</b> is welcome.",
        "5 March 2026",
        "3 March 2026",
    ]


def test_marks_are_said_in_words_too(client: Client) -> None:
    page = conflict_page(client)
    assert re.search(
        r'<del><span class="unseen"> \[only in what stands now: </span>Thursdays', page
    )
    assert re.search(
        r'<ins><span class="unseen"> \[only in what you wrote: </span>&amp; cake', page
    )


def test_keeping_what_i_wrote_sends_all_of_it_over_the_newer_version(client: Client) -> None:
    assert hidden(conflict_page(client)) == {**OWN, "version": "4"}


def test_the_fields_to_edit_begin_with_my_own_words(client: Client) -> None:
    page = conflict_page(client)
    editable = page[page.rindex("<form") :]
    assert 'value="Tea &amp; cake on Tuesdays"' in editable
    assert "Amina brings the cake. &lt;b&gt;Everybody&lt;/b&gt; is welcome.</textarea>" in editable
    assert '<input type="hidden" name="version" value="4"' in editable


def test_a_second_conflict_is_shown_again_and_a_settled_one_is_saved(client: Client) -> None:
    kept = hidden(conflict_page(client))
    again = client.post("/kit/try/change/", {**kept, "meanwhile": "yes"})
    assert again.status_code == 409
    assert hidden(again.content.decode())["version"] == "5"
    assert client.post("/kit/try/change/", kept).status_code == 302


def test_when_both_wrote_the_same_nothing_needs_choosing(client: Client) -> None:
    same = {
        **OWN,
        "title": "Tea on Thursdays",
        "words": "We meet every Thursday. Carys brings the tea. Everybody is welcome.",
        "day_day": "5",
        "meanwhile": "yes",
    }
    page = client.post("/kit/try/change/", same).content.decode()
    assert "They wrote the same as you" in page
    assert "<form" not in page
