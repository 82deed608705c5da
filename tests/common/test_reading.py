"""Reading help finds what is long or hard, says how old a reader it needs, and takes its time."""

from __future__ import annotations

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evenweave.common import reading
from evenweave.common.fields import PlainWordsField
from evenweave.common.files.forms import ShownOrSpokenForm
from evenweave.common.forms import Form, VersionedForm
from evenweave.common.reading import read
from evenweave.common.reading.syllables import syllables
from evenweave.common.reading.words import easier_words

# Its words and syllables were counted by hand, sentence by sentence.
PARAGRAPH = (
    "Six of us met in the library on Monday. "
    "We read the letter from the funder and we did not like it. "
    "It asks for a plan of the whole study before we have spoken to the people who know what it is "
    "like. "
    "So we wrote back and asked for time. "
    "The answer came on Friday: take two months."
)
COUNTED = {
    "Six of us met in the library on Monday.": (9, 12),
    "We read the letter from the funder and we did not like it.": (13, 15),
    "It asks for a plan of the whole study before we have spoken to the people who know what it "
    "is like.": (22, 26),
    "So we wrote back and asked for time.": (8, 8),
    "The answer came on Friday: take two months.": (8, 10),
}


def spoken(found: reading.Reading) -> list[str]:
    return ["".join(piece.words for piece in each.pieces) for each in found.sentences]


def hard(text: str) -> dict[str, str]:
    return {each.word: each.easier for each in read(text).hard_words}


# A real paragraph, and numbers from elsewhere.


def test_a_paragraph_is_counted_as_by_hand() -> None:
    found = read(PARAGRAPH)
    assert spoken(found) == list(COUNTED)
    assert [each.length for each in found.sentences] == [words for words, _ in COUNTED.values()]
    assert (found.words, found.syllables) == (60, 71)
    # 0.39 × 60 / 5 + 11.8 × 71 / 60 − 15.59 = 4.68 + 13.963 − 15.59 = 3.053; and five years.
    assert reading.grade_of(60, 5, 71) == pytest.approx(3.053, abs=0.001)
    assert found.age == 8
    assert found.age_told == "Most people of 8 could read this."
    assert [each.length for each in found.long_sentences] == [22]
    assert found.hard_words == ()


@pytest.mark.parametrize(
    ("sentence", "words", "spoken_parts", "grade"),
    [
        # Often printed beside the formula: the shortest grade, and the platypus.
        ("The cat sat on the mat.", 6, 6, -1.45),
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            13,
            24,
            11.26,
        ),
    ],
)
def test_the_formula_gives_what_others_print(
    sentence: str, words: int, spoken_parts: int, grade: float
) -> None:
    found = read(sentence)
    assert (found.words, found.syllables) == (words, spoken_parts)
    assert reading.grade_of(words, 1, spoken_parts) == pytest.approx(grade, abs=0.01)


# Counted aloud, one word after the other.
SYLLABLES = {
    1: "the we you they were tea make made makes asked worked names time true though reach school "
    "world choice friends pays says used changed",
    2: "people being quiet started needed sometimes hopeful voices changes statement every client "
    "science recruit layer beyond writing carried entries worker agreed",
    3: "idea area library charity another however agreement everyone examples researcher creative "
    "improvement committee",
    4: "experience community everybody interviewers evaluate reality coordinate material",
    5: "university coordinator participation opportunity",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_not_is_spoken_where_it_is() -> None:
    assert [read(word).syllables for word in ["didn’t", "isn't", "don’t", "can't"]] == [2, 2, 1, 1]


# Where sentences end.


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Ali and Mrs. Lowe came, e.g. by bus. They stayed.", 2),
        ("It costs £3.50 a day. That is all.", 2),
        ("Really?! Yes... perhaps. “Why?” she asked.", 3),
        ("See www.example.org/a.b?c=d. Then ring us.", 2),
        ("We bring:\n- tea\n- milk\n1. First\n2. Second", 5),
        ("a line that a machine\nbroke in two. And one more.", 2),
        ("A heading\n\nand a line", 2),
        ("no capital here. nor here. and no stop", 3),
        ("Meet at 5 p.m. on Friday. Or at 6 p.m. Bring J. Smith.", 3),
        ("I said no. We saw no. 5 arrive.", 2),
        ("…", 1),
        ("no full stop at all", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    found = read(text)
    assert len(found.sentences) == count
    whole = "".join(
        "".join(piece.words for piece in each.pieces) + each.space for each in found.sentences
    )
    assert whole == text


# Hard words.


def test_a_hard_word_comes_with_an_easier_one() -> None:
    assert hard("We will utilise it, utilizing all, prior\nto lunch.") == {
        "utilise": "use",
        "utilizing": "use",
        "prior\nto": "before",
    }
    assert hard("Participatory dissemination: two hypotheses.") == {
        "Participatory": "done together",
        "dissemination": "sharing what we found",
        "hypotheses": "guess to be tested",
    }


def test_a_long_word_is_told_once_even_where_no_easier_one_is_known() -> None:
    assert hard("Multidisciplinary teams are multidisciplinary.") == {"Multidisciplinary": ""}


def test_names_addresses_and_what_everybody_knows_are_not_hard() -> None:
    assert hard("In Wolverhampton the community met. See https://example.org/utilise.") == {}


def test_no_easier_word_is_itself_on_the_list() -> None:
    listed = easier_words()
    again = {
        (word, easier)
        for word, easier in listed.items()
        for part in re.findall(r"[a-z]+", easier)
        if part in listed
    }
    assert not again


def test_who_does_it_may_come_first() -> None:
    assert read("The room was kindly chosen by Ben. We are tired by noon.").passives == (
        "was kindly chosen by",
        "are tired by",
    )
    assert read("It was made in May.").passives == ()


# What cannot be judged.


GERMAN = (
    "Wir treffen uns jeden Dienstag im Saal und trinken Tee. Alle sind herzlich willkommen. "
    "Bitte bringt Kuchen mit, wenn ihr wollt. Danach gehen wir zusammen durch den Wald nach Hause "
    "und reden noch ein wenig."
)
WELSH = (
    "Rydym yn cwrdd bob dydd Mawrth yn y neuadd ac yn yfed te. Mae croeso i bawb ddod. Dewch â "
    "chacen os hoffech chi wneud hynny. Wedyn byddwn yn cerdded adref drwy goedwig hardd gyda'n "
    "gilydd."
)


@pytest.mark.parametrize(
    "text",
    [
        "ما رأيك في هذا؟ نحن نلتقي كل يوم ثلاثاء.",
        "我们每个星期二见面。欢迎大家。",
        GERMAN,
        WELSH,
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    found = read(text)
    assert found.age is None
    assert found.age_told == "This does not look like English. We can only help with English."
    assert not found.hard_words


def test_a_few_words_have_no_age() -> None:
    assert read("Tea " * 29).age is None
    assert "too short to say" in read("We met.").age_told
    assert read("").in_short == "Nothing is written here yet."
    assert read("The tea is hot. " * 8).age == reading.YOUNGEST


def test_the_age_has_two_ends() -> None:
    learned = (
        "Multidisciplinary organisational considerations necessitate the interrogation of it. "
    )
    assert read(learned * 10).age == reading.OLDEST
    assert "people who have studied" in read(learned * 10).in_short


def test_all_of_it_is_said_in_one_breath() -> None:
    text = "We utilise it. " + "We go to the hall and we sit and we talk and we eat " * 2 + "there."
    assert read(text).in_short.endswith("1 long sentence. 1 hard word.")
    assert read(PARAGRAPH.replace(" who know what it is like", "")).in_short.endswith(
        "Nothing long or hard was found."
    )


LENGTH = reading.MOST_SIGNS


ODD = ["a", ".", "...a", "a.", "a. ", "\n", " ", " .", "@", "a@a", "is ", "in ", "in order ", "a-"]
ODDER = [
    "a'",
    "1,",
    "e\u0301",
    "www.",
    "iao",
    "\t\n",
    "a\n",
    '."',
    "(",
    "was aly ",
    "\u3042",
    "Dr. ",
]


@pytest.mark.parametrize("unit", [*ODD, *ODDER])
def test_twenty_thousand_signs_of_anything_take_no_time(unit: str) -> None:
    text = (unit * LENGTH)[:LENGTH]
    start = time.perf_counter()
    assert read(text * 2).is_whole is False
    assert time.perf_counter() - start < 1


# In a form.


class SummaryForm(Form):
    summary = PlainWordsField(label="Summary")
    more = PlainWordsField(label="More", required=False)


def test_asking_for_help_sends_nothing_and_finds_no_fault() -> None:
    form = SummaryForm({"summary": "", "more": "We utilise it.", "plainly": "more"})
    assert not form.is_valid()
    assert form.errors == {}
    assert form.slips == []
    assert form.title_prefix == "Help with your words: "
    page = str(form)
    assert 'perhaps <b lang="en">use</b>' in page
    assert page.count("How your words read") == 1
    assert "autofocus" in page
    assert "We utilise it.</textarea>" in page


def test_only_a_field_of_the_form_can_ask() -> None:
    form = SummaryForm({"summary": "Tea.", "plainly": "nothing"})
    assert form.is_valid()
    other = SummaryForm({"one-summary": "Tea.", "plainly": "two-summary"}, prefix="one")
    assert other.is_valid()


def test_a_form_that_is_not_sent_asks_nothing() -> None:
    form = SummaryForm()
    assert form.asks_for_help == ""
    assert not form.is_valid()
    assert "Help me say it plainly" in str(form)


def test_what_was_begun_from_stays() -> None:
    class Plan(VersionedForm):
        words = PlainWordsField(label="Words")

    page = str(Plan({"version": "3", "words": "Tea.", "plainly": "words"}))
    assert 'name="version" value="3"' in page


def test_the_enter_key_never_asks_for_help() -> None:
    page = str(SummaryForm())
    first = re.search(r"<(?:button|input)[^>]*(?:submit|<button)[^>]*>|<button[^>]*>", page)
    assert first
    assert "name=" not in first[0]
    assert 'tabindex="-1"' in first[0]


def test_files_are_told_to_be_chosen_again(client: Client) -> None:
    class Idea(ShownOrSpokenForm):
        words = PlainWordsField(label="Words")

    files = {"picture": SimpleUploadedFile("a.png", b"x")}
    page = str(Idea({"words": "Tea.", "plainly": "words"}, files))
    assert page.count("Please choose the file again") == 1


# While the page is open.


def ask(client: Client, **data: str) -> str:
    response = client.post("/plainly/", {"plainly": "words", "target": "id_words", **data})
    assert response.status_code == 200
    return response.content.decode()


def test_the_part_comes_with_one_sentence_to_be_spoken(client: Client) -> None:
    page = ask(client, words="We utilise it.")
    assert page.count("<hx-partial") == 1
    assert "1 hard word." in page
    assert "hx-trigger" in page


def test_while_typing_nothing_is_spoken(client: Client) -> None:
    page = ask(client, words="We utilise it.", typing="yes")
    assert "hx-partial" not in page
    assert "hx-trigger" not in page
    assert "perhaps" in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"plainly": "words"},
        {"plainly": '"><b>', "target": "id"},
        {"plainly": "words", "target": "a b"},
    ],
)
def test_names_that_are_none_are_not_repeated(client: Client, data: dict[str, str]) -> None:
    response = client.post("/plainly/", data)
    assert response.status_code == 400
    assert "<b>" not in response.content.decode()


def test_words_are_never_taken_for_markup(client: Client) -> None:
    page = ask(client, words="<script>alert(1)</script> utilise <b>tea</b> " * 9)
    assert "<script" not in page
    assert "<b>tea" not in page


def test_another_site_cannot_ask() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/plainly/", {"plainly": "words", "target": "id_words", "words": "x"})
    assert answer.status_code == 403
