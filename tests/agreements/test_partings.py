"""Somebody goes: with thanks, with credit, with what they did; and leaving stays one tap."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from evenweave.agreements.actions import partings as actions
from evenweave.agreements.actions.handovers import hand_on, take_part
from evenweave.agreements.blocks import blocks, plainly
from evenweave.agreements.models import Parting, Portfolio, Thanks
from evenweave.agreements.personal import export
from evenweave.agreements.taking_along import begun
from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.ideas.actions import agree_to_cover, ask_to_cover, count_idea, raise_idea
from evenweave.ideas.models import Answer, Idea
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Member
from evenweave.record.models import Entry
from tests.projects.teams import LATER, Team, enter, team

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def ours() -> Team:
    """A team of five."""
    return team()


def gone(ours: Team, name: str) -> Member:
    """Somebody who has left."""
    member = ours.member(name)
    by = ours.actor(name)
    leave_project(member=member, hand_over={}, wants_news=False, by=by, at=LATER)
    member.refresh_from_db()
    return member


def going(ours: Team, name: str) -> Member:
    """Somebody who told the team that they go."""
    member = ours.member(name)
    actions.tell_going(member=member, goes_on=None, by=ours.actor(name), at=LATER)
    return member


def thanked(ours: Team, to: Member, by: str, words: str = "For the tea.") -> Thanks:
    return actions.thank(to=to, words=words, by=ours.actor(by), at=LATER)


def page(ours: Team, name: str, of: str, *args: Any) -> str:
    """A page as somebody of the team reads it."""
    answer = enter(ours, name).get(reverse(f"agreements:{of}", args=args))
    assert answer.status_code == 200
    return answer.text


# Leaving


def test_leaving_is_still_one_tap_and_its_pages_lead_to_the_rest(ours: Team) -> None:
    ben = ours.member("Ben")
    client = enter(ours, "Ben")
    path = reverse("agreements:parting", args=[ben.id])
    leave = reverse("projects:leave", args=[ours.project.id])
    assert path in client.get(leave).text
    answer = client.post(leave, {})
    assert answer.status_code == 302
    ben.refresh_from_db()
    assert not ben.is_present
    assert path in client.get(answer["Location"]).text
    assert client.get(path).status_code == 200


def test_nobody_else_opens_it_not_even_a_coordinator(ours: Team) -> None:
    ben = gone(ours, "Ben")
    for name in ("parting", "portfolio"):
        address = reverse(f"agreements:{name}", args=[ben.id])
        assert enter(ours, "Amina").get(address).status_code == 404


# Telling, and thanks


def test_the_team_knows_only_when_they_tell_it_and_the_record_never(ours: Team) -> None:
    length = Entry.objects.count()
    ben = ours.member("Ben")
    with pytest.raises(Refusal, match="not going, as far as"):
        thanked(ours, ben, "Carys")
    going(ours, "Ben")
    assert "Ben" in page(ours, "Carys", "thanks", ours.project.id)
    actions.stay_after_all(member=ben, by=ours.actor("Ben"), at=LATER)
    assert "Ben" not in page(ours, "Carys", "thanks", ours.project.id)
    assert Entry.objects.count() == length


def test_a_day_that_is_over_is_no_day_to_go(ours: Team) -> None:
    with pytest.raises(Refusal, match="That day is over"):
        actions.tell_going(
            member=ours.member("Ben"),
            goes_on=localdate(LATER) - DAY,
            by=ours.actor("Ben"),
            at=LATER,
        )


def test_only_the_one_who_goes_reads_thanks_until_they_show_them(ours: Team) -> None:
    ben = going(ours, "Ben")
    said = thanked(ours, ben, "Carys")
    assert "For the tea." in page(ours, "Ben", "parting", ben.id)
    assert "For the tea." not in page(ours, "Dev", "thanks", ours.project.id)
    message = Message.objects.get(to=ours.people["Ben"].id, kind="agreements.thanks")
    assert message.sender == ours.people["Carys"].id
    with pytest.raises(Refusal, match="themself"):
        actions.show_thanks(thanks=said, is_shown=True, by=ours.actor("Carys"), at=LATER)
    actions.show_thanks(thanks=said, is_shown=True, by=ours.actor("Ben"), at=LATER)
    assert "For the tea." in page(ours, "Dev", "thanks", ours.project.id)
    actions.show_thanks(thanks=said, is_shown=False, by=ours.actor("Ben"), at=LATER)
    assert "For the tea." not in page(ours, "Dev", "thanks", ours.project.id)


def test_thanks_reach_somebody_who_has_left(ours: Team) -> None:
    ben = gone(ours, "Ben")
    thanked(ours, ben, "Carys", "For your questions.")
    assert "For your questions." in page(ours, "Ben", "parting", ben.id)


def test_its_writer_takes_it_back_and_nobody_else(ours: Team) -> None:
    said = thanked(ours, going(ours, "Ben"), "Carys")
    with pytest.raises(Refusal, match="Only the person who wrote"):
        actions.take_back_thanks(thanks=said, by=ours.actor("Ben"), at=LATER)
    actions.take_back_thanks(thanks=said, by=ours.actor("Carys"), at=LATER)
    assert "For the tea." not in page(ours, "Ben", "parting", ours.member("Ben").id)
    with pytest.raises(Refusal, match="taken it back"):
        actions.show_thanks(thanks=said, is_shown=True, by=ours.actor("Ben"), at=LATER)


@pytest.mark.parametrize(("words", "by"), [("", "Carys"), ("Well done me.", "Ben")])
def test_nothing_is_sent_that_is_empty_or_to_oneself(ours: Team, words: str, by: str) -> None:
    ben = going(ours, "Ben")
    with pytest.raises(Refusal):
        thanked(ours, ben, by, words)
    assert not Thanks.objects.exists()


def test_words_that_were_shown_can_be_covered_by_two(ours: Team) -> None:
    said = thanked(ours, going(ours, "Ben"), "Esther", "Carys told us that she is ill.")
    actions.show_thanks(thanks=said, is_shown=True, by=ours.actor("Ben"), at=LATER)
    asked = ask_to_cover(
        project=ours.project,
        kind="agreements.thanks",
        thing_id=said.id,
        reason="It gives somebody away.",
        by=ours.actor("Carys"),
        at=LATER,
    )
    agree_to_cover(covering=asked, by=ours.actor("Dev"), at=LATER)
    assert "she is ill" not in page(ours, "Amina", "thanks", ours.project.id)
    assert "she is ill" in page(ours, "Ben", "parting", ours.member("Ben").id)


def test_how_somebody_wishes_to_be_named_is_read_by_the_team_once_they_go(ours: Team) -> None:
    ben = ours.member("Ben")
    actions.choose_name(member=ben, named="B. Okafor", by=ours.actor("Ben"), at=LATER)
    assert "B. Okafor" not in page(ours, "Dev", "thanks", ours.project.id)
    gone(ours, "Ben")
    assert "B. Okafor" in page(ours, "Dev", "thanks", ours.project.id)
    actions.choose_name(member=ben, named="Not at all", by=ours.actor("Ben"), at=LATER)
    assert "Not at all" in page(ours, "Dev", "thanks", ours.project.id)


def test_what_they_hold_is_named_before_they_go(ours: Team) -> None:
    made = hand_on(
        project=ours.project,
        what="The panels",
        parts=[("Writing minutes", ours.member("Ben"))],
        until_on=None,
        by=ours.actor("Amina"),
        at=LATER,
    )
    ben = ours.member("Ben")
    assert "Nothing waits for you" in page(ours, "Ben", "parting", ben.id)
    take_part(part=made.parts.get(), by=ours.actor("Ben"), at=LATER)
    assert "Writing minutes" in page(ours, "Ben", "parting", ben.id)


# What they take along


def lived(ours: Team) -> Member:
    """Ben did this and that; Carys had an idea too."""
    ben, everybody = ours.member("Ben"), ours.project.circles.get(is_everybody=True)
    add_circle(project=ours.project, name="The panel", word="", by=ours.actor("Ben"), at=LATER)
    for name, words in (("Ben", "A bench by the door."), ("Carys", "A kettle.")):
        raise_idea(circle=everybody, words=words, by=ours.actor(name), at=LATER)
    idea = Idea.objects.get(words="A bench by the door.")
    count_idea(
        idea=idea,
        how=Answer.How.TAKEN_UP,
        reason="From Tuesday.",
        by=ours.actor("Dev"),
        at=LATER,
    )
    made = hand_on(
        project=ours.project,
        what="The panels",
        parts=[("Writing minutes", ben)],
        until_on=None,
        by=ours.actor("Amina"),
        at=LATER,
    )
    take_part(part=made.parts.get(), by=ours.actor("Ben"), at=LATER)
    return ben


def test_it_begins_with_what_they_did_themselves_and_with_nobody_elses(ours: Team) -> None:
    words = begun(lived(ours))
    for theirs in (
        "# A project",
        "- The panel, since 9 March 2026",
        "- A bench by the door. (Taken up)",
        "- The panels: Writing minutes, since 9 March 2026",
    ):
        assert theirs in words
    assert "kettle" not in words
    assert "Decisions I proposed" not in words  # nothing is said of what somebody did not do


def test_it_stays_theirs_to_read_and_to_change_after_they_left(ours: Team) -> None:
    ben = lived(ours)
    gone(ours, "Ben")
    client = enter(ours, "Ben")
    address = reverse("agreements:portfolio", args=[ben.id])
    assert "A bench by the door." in client.get(address).text
    sent = {"words": "# What I did\n\nI asked for a bench, and we got it.", "version": "0"}
    assert client.post(address, sent).status_code == 302
    assert "I asked for a bench, and we got it." in client.get(address).text
    again = client.post(address, sent | {"words": "Another tab."})
    assert again.status_code == 409
    assert "Another tab." in again.text
    assert "I asked for a bench" in again.text


def test_begin_again_gathers_anew(ours: Team) -> None:
    ben, by = lived(ours), ours.actor("Ben")
    actions.keep_portfolio(member=ben, words="Nothing much.", version=0, by=by, at=LATER)
    with pytest.raises(Changed):
        actions.keep_portfolio(member=ben, words="Much!", version=0, by=by, at=LATER)
    actions.begin_portfolio_anew(member=ben, by=by, at=LATER)
    assert not Portfolio.objects.exists()


def taken(ours: Team, ben: Member, way: str) -> Any:
    answer = enter(ours, "Ben").get(reverse("agreements:portfolio-file", args=[ben.id, way]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    return answer


def test_it_is_taken_as_a_page_and_as_plain_text_and_markup_stays_words(ours: Team) -> None:
    ben, by = ours.member("Ben"), ours.actor("Ben")
    words = "# What I did\n\n- Tea & <b>cake</b>\n- Minutes\n\nThat was good."
    actions.keep_portfolio(member=ben, words=words, version=0, by=by, at=LATER)
    html = taken(ours, ben, "html").content.decode()
    assert "<h2" in html
    assert "Tea &amp; &lt;b&gt;cake&lt;/b&gt;" in html
    assert "<script" not in html
    text = taken(ours, ben, "txt").content.decode()
    assert "\nWhat I did\n\n- Tea & <b>cake</b>\n- Minutes\n" in text


@pytest.mark.slow
def test_the_pdf_tells_its_structure_and_has_every_word(ours: Team) -> None:
    ben, by = ours.member("Ben"), ours.actor("Ben")
    words = "# What I did\n\n- Tea #strong[no markup]\n- شاي\n\nThat was good. 🫖𓀀"
    actions.keep_portfolio(member=ben, words=words, version=0, by=by, at=LATER)
    pdf = PdfReader(io.BytesIO(taken(ours, ben, "pdf").content))
    metadata = pdf.xmp_metadata
    assert metadata is not None
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Ben: what I did"
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in metadata.stream.get_data().decode()
    said = "\n".join(each.extract_text() for each in pdf.pages)
    assert "Tea #strong[no markup]" in said
    tags = str(structure(catalogue["/StructTreeRoot"]))
    for tag in ("/H1", "/H2", "/L", "/LI", "/P"):
        assert f"'{tag}'" in tags


def structure(element: Any) -> list[str]:
    """The tags of a PDF, in their order."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [tag for each in element for tag in structure(each)]
    if not hasattr(element, "get"):
        return []
    own = [str(element["/S"])] if "/S" in element else []
    return own + structure(element["/K"]) if "/K" in element else own


def test_plain_words_become_blocks_and_nothing_else() -> None:
    found = blocks("# One\nTwo\nthree\n- a\n- b\n\n#\n* c\n-d")
    assert [(each.kind, each.lines) for each in found] == [
        ("heading", ["One"]),
        ("paragraph", ["Two", "three"]),
        ("list", ["a", "b"]),
        ("paragraph", ["#"]),
        ("list", ["c"]),
        ("paragraph", ["-d"]),
    ]
    assert plainly("# One\n- a\nTwo # three") == "One\n- a\nTwo # three"


def test_a_book_does_not_fit_and_is_not_lost(ours: Team) -> None:
    ben = ours.member("Ben")
    address = reverse("agreements:portfolio", args=[ben.id])
    answer = enter(ours, "Ben").post(address, {"words": "a b " * 12_000, "version": "0"})
    assert "too long" in answer.text
    assert answer.text.count("a b a b") > 1_000


# Erasing


def test_erasing_takes_all_words_of_theirs_and_none_of_others(ours: Team) -> None:
    ben, dev = lived(ours), going(ours, "Dev")
    going(ours, "Ben")
    actions.choose_name(member=ben, named="Marmalade", by=ours.actor("Ben"), at=LATER)
    actions.keep_portfolio(
        member=ben, words="Marmalade.", version=0, by=ours.actor("Ben"), at=LATER
    )
    thanked(ours, dev, "Ben", "Marmalade!")
    shown = thanked(ours, ben, "Carys")
    actions.show_thanks(thanks=shown, is_shown=True, by=ours.actor("Ben"), at=LATER)
    person = ours.people["Ben"]
    archive.erase_person(
        person=person, streams=reading.streams_of(person.id), by=ours.actor("Ben"), at=LATER
    )
    assert not Portfolio.objects.exists()
    assert not Parting.objects.filter(member=ben).exists()
    assert not Thanks.objects.filter(words__contains="Marmalade").exists()
    shown.refresh_from_db()
    assert (shown.words, shown.is_shown) == ("For the tea.", False)
    ben.refresh_from_db()
    with pytest.raises(Refusal, match="could not reach"):
        thanked(ours, ben, "Carys")


def test_all_of_it_is_in_what_somebody_takes_away(ours: Team) -> None:
    ben = going(ours, "Ben")
    thanked(ours, ben, "Carys")
    actions.keep_portfolio(member=ben, words="Much.", version=0, by=ours.actor("Ben"), at=LATER)
    held = export(ours.people["Ben"].id)
    assert held["thanks_to_you"][0]["words"] == "For the tea."
    assert held["what_you_take_along"][0]["words"] == "Much."
    assert export(ours.people["Carys"].id)["thanks_you_wrote"][0]["to"] == "Ben"


def test_the_page_of_thanks_takes_few_queries_and_no_more_when_it_is_long(ours: Team) -> None:
    client = enter(ours, "Carys")
    address = reverse("agreements:thanks", args=[ours.project.id])

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def one_goes(name: str) -> None:
        said = thanked(ours, going(ours, name), "Carys")
        actions.show_thanks(thanks=said, is_shown=True, by=ours.actor(name), at=LATER)

    one_goes("Ben")
    gone(ours, "Esther")
    small = cost()
    assert small <= 12
    for number in range(9):
        ours.add(f"Person {number}")
        one_goes(f"Person {number}")
        if number % 2:
            gone(ours, f"Person {number}")
    assert cost() == small
