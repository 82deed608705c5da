"""The mirror's pages: what they say, to whom, and what they never say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.common import clock
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.meetings.actions.meetings import plan_meeting
from evenweave.meetings.models import Item, Kind, Meeting
from evenweave.mirror.agendas import put_on
from evenweave.mirror.noticing import notice
from evenweave.people.actions import accept_helping, ask_helper
from evenweave.people.pages import ACTS_FOR
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.expertise import rename_expertise
from tests import make
from tests.make import NOON
from tests.meetings.stories import everybody
from tests.mirror.stories import chair, even, held, idea, mirror, phase, seated, uneven
from tests.projects.teams import Team, enter, team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_QUERIES = 20


def address(ours: Team, name: str = "mirror", *more: Any) -> str:
    """The address of a page of the mirror."""
    return reverse(f"mirror:{name}", args=[ours.project.id, *more])


def page(ours: Team, name: str = "mirror", *, who: str = "Amina", by: str = "") -> str:
    """A page, as somebody reads it: its words, with one space between any two."""
    told = enter(ours, who).get(address(ours, name), {"by": by} if by else {})
    assert told.status_code == 200
    return words(told.text)


def words(html: str) -> str:
    """What a page says in its main part."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def planned(ours: Team, days: int = 3, **more: Any) -> Meeting:
    """A meeting that is ahead, by the clock that pages ask."""
    at = clock.now()
    told = {"circle": everybody(ours), "title": f"In {days} days", "minutes": 60, **more}
    told |= {"starts_at": at + timedelta(days=days), "zone": "Europe/London"}
    return plan_meeting(by=ours.actor("Amina"), at=at, **told)


def asks(ours: Team, measure: str, who: str = "Amina", by: str = "") -> Any:
    """Somebody presses the button."""
    where = address(ours, "put-on-agenda", measure) + (f"?by={by}" if by else "")
    return enter(ours, who).post(where)


def test_it_begins_with_what_went_well_and_then_where_sharing_is_weakest() -> None:
    ours = uneven()
    told = page(ours)
    assert "nobody filled in a form" in told
    assert "Two places where sharing is weakest" in told
    assert told.index("weakest") < told.index("The weave") < told.index("Month by month")
    assert "Something to try:" in told
    well = page(even())
    assert well.index("What went well") < well.index("The weave")


def test_an_even_team_is_not_accused() -> None:
    told = page(even())
    assert "Nothing here is shared less evenly than whole numbers make it." in told
    assert "Something to try" not in told
    assert "Put it on the next agenda" not in told


def test_no_member_is_named_on_any_page_of_it() -> None:
    ours = uneven()
    planned(ours, title="The next one")
    for name in ("mirror", "numbers", "mine"):
        told = page(ours, name, who="Pat")
        # “Amina” and the others are names of people; “Pat” stands in the head of every page.
        assert not [who for who in ours.people if re.search(rf"\b{who}\b", told)]


def test_the_weave_has_a_column_for_each_phase_that_has_begun_and_one_for_all() -> None:
    ours = uneven()
    phase(ours, "Design", date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "Trial", date(2026, 3, 21), date(2026, 4, 30))
    phase(ours, "Writing up", date(2036, 5, 1), date(2036, 6, 30))
    told = page(ours)
    weave = told.partition("The weave")[2].partition("Month by month")[0]
    assert "Design" in weave
    assert "Trial" in weave
    assert "So far" in weave
    assert "Writing up" not in weave


def test_of_one_phase_or_none_there_is_one_column() -> None:
    ours = even()
    assert "Who held what so far" in page(ours)
    phase(ours, "Design", date(2026, 3, 1), date(2026, 3, 20))
    assert "Who held what so far" in page(ours)


def test_phases_that_overlap_or_leave_days_out_are_said_in_words() -> None:
    ours = even()
    phase(ours, "One", date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "Two", date(2026, 3, 15), date(2026, 4, 1))
    phase(ours, "Three", date(2026, 4, 10), None)
    told = page(ours)
    assert "Some phases overlap. What happened on such days stands in each of them." in told
    assert "From 2 April 2026 until 9 April 2026 there was no phase." in told


def test_without_meetings_with_one_person_or_one_kind_it_says_what_will_be_there() -> None:
    for ours in (team(["Amina"], seats=False), team(["Amina", "Ben"]), seated(5)):
        for name in ("mirror", "numbers", "mine"):
            told = page(ours, name)
            assert "NaN" not in told
            assert "None" not in told
    alone = page(team(["Amina"], seats=False))
    assert "Nothing to weave yet" in alone
    assert "Nothing has been done yet that could be drawn." in alone
    assert "Nothing has been decided yet." in alone
    assert "Nothing is counted here yet, and nothing has to be." in page(
        team(["Amina"], seats=False), "mine"
    )


def test_the_other_reading_is_one_link_away_and_says_what_it_is() -> None:
    ours = uneven()
    assert "By all the kinds that people bring" in page(ours)
    told = page(ours, by="all")
    assert "Whoever brings two counts in both." in told
    assert "?by=all" in enter(ours, "Amina").get(address(ours), {"by": "all"}).text


def test_a_button_puts_it_on_the_next_agenda_once_in_ones_own_name() -> None:
    ours = uneven()
    assert "You have no meeting yet to put it on." in page(ours)
    later, gathering = planned(ours, 9), planned(ours, 1, kind=Kind.GATHERING)
    soon = planned(ours, 3)
    assert "In your name: In 3 days" in page(ours, who="Ben")
    answer = asks(ours, "chairing", who="Ben")
    assert answer.status_code == 302
    assert answer["Location"].endswith("#weakest")
    item = Item.objects.get(thing_kind="mirror.chairing")
    assert item.meeting_id == soon.pk
    assert item.added_by == ours.people["Ben"].pk
    assert item.purpose == Item.Purpose.TALK
    assert "chaired 0 of 6 meetings" in item.prepare
    assert not Item.objects.filter(meeting__in=[later.pk, gathering.pk]).exists()
    # Asked again, by anybody: it is said where it stands, and it stands there once.
    asks(ours, "chairing", who="Ben")
    asks(ours, "chairing", who="Pat")
    assert Item.objects.filter(thing_kind="mirror.chairing").count() == 1
    assert "It is on the agenda: In 3 days" in page(ours)


def test_two_who_press_it_at_the_same_moment_put_it_there_once() -> None:
    ours = uneven()
    (weak, *_others) = notice(mirror(ours)).weakest
    soon = planned(ours)
    for who in ("Ben", "Pat"):
        put_on(soon, weak, by=ours.actor(who), at=clock.now())
    assert Item.objects.get(thing_kind__startswith="mirror.").added_by == ours.people["Ben"].pk


def test_on_the_agenda_it_reads_as_on_the_page_with_the_way_back() -> None:
    ours = uneven()
    soon = planned(ours)
    asks(ours, "chairing")
    where = reverse("meetings:meeting", args=[ours.project.id, soon.pk])
    told = enter(ours, "Pat").get(where).text
    assert "Who chairs: how do we share it?" in told
    assert "Look in the mirror" in told
    assert address(ours) in told


def test_what_is_weak_no_more_or_never_was_is_not_put_there() -> None:
    ours = uneven()
    planned(ours)
    for measure in ("nonsense", "attendance", "seats"):
        assert asks(ours, measure).status_code == 302
    assert not Item.objects.filter(thing_kind__startswith="mirror").exists()


def test_a_meeting_of_a_circle_in_which_one_is_not_is_not_offered() -> None:
    ours = uneven()
    by = ours.actor("Pat")
    panel = add_circle(project=ours.project, name="Panel", word="", by=by, at=NOON)
    at = clock.now()
    plan_meeting(
        circle=panel,
        title="The panel",
        starts_at=at + timedelta(days=1),
        minutes=60,
        zone="Europe/London",
        by=by,
        at=at,
    )
    assert "You have no meeting yet to put it on" in page(ours, who="Amina")
    assert "In your name: The panel" in page(ours, who="Pat")


def test_somebody_sees_their_own_numbers_and_nobody_elses() -> None:
    ours = seated()
    role = chair(ours)
    held(ours, 1, {role: "Ben"}, leads=["Ben"], there=["Ben", "Pat"])
    idea(ours, "Ben")
    told = page(ours, "mine", who="Ben")
    assert "You chaired 1 meeting." in told
    assert "You led 1 thing on an agenda." in told
    assert "You raised 1 idea, with your name." in told
    assert "You took part in 1 meeting, as you said or as was noted." in told
    assert "of 1" not in told
    other = page(ours, "mine", who="Pat")
    assert "You took part in 1 meeting" in other
    assert "You chaired" not in other


def test_own_numbers_do_not_need_a_seat_that_is_shown_and_helpers_do_not_find_them() -> None:
    ours = seated()
    ours.add("Zoe", "P", is_shown=False)
    held(ours, 1, {chair(ours): "Zoe"})
    assert "You chaired 1 meeting." in page(ours, "mine", who="Zoe")
    assert "My own numbers" in page(ours, who="Zoe")
    helper = helping(ours, "Zoe")
    assert "My own numbers" not in words(helper.get(address(ours)).text)
    assert helper.get(address(ours, "mine")).status_code == 404


def helping(ours: Team, name: str) -> Client:
    """A browser at which a helper acts for somebody."""
    ours.add("Helper")
    helper, by = ours.people["Helper"], ours.actor("Helper")
    asked = ask_helper(person=ours.people[name], helper=helper, by=ours.actor(name), at=NOON)
    accept_helping(helping=asked, helper=helper, by=by, at=NOON)
    browser = Client()
    browser.force_login(helper)
    session = browser.session
    session[ACTS_FOR] = str(ours.people[name].id)
    session.save()
    return browser


def test_what_is_known_of_majorities_is_said_only_where_it_is_so() -> None:
    ours = even()
    assert "Karpowitz" not in page(ours)
    by_vote(ours, StepKind.CONSENSUS, StepKind.VOTE)
    assert "Karpowitz" not in page(ours)
    by_vote(ours, StepKind.VOTE)
    assert "People with lived experience hold 5 of 15 seats." in page(ours)
    assert "Karpowitz" in page(ours)
    for name in ("Pat", "Quin", "Uma", "Vic"):
        ours.sit(name, "L")
    assert "Karpowitz" not in page(ours)


def by_vote(ours: Team, *kinds: StepKind) -> None:
    """The project's own rule."""
    way = Way(tuple(Step(kind) for kind in kinds))
    set_rule(project=ours.project, circle=None, way=way, by=ours.actor("Amina"), at=NOON)


def test_the_annex_has_every_figure_and_how_things_are_spread_among_five_or_more() -> None:
    ours = uneven()
    told = page(ours, "numbers")
    assert "Gini" in told
    assert "0 of 6" in told
    assert "Who chairs" in told.partition("How it is spread among people")[2]
    few = page(team(["Amina", "Ben"]), "numbers")
    assert "That is told where five people or more were here" in few


def test_long_names_and_names_in_arabic_stay_whole() -> None:
    ours = uneven()
    kind, by = ours.kinds["L"], ours.actor("Amina")
    rename_expertise(expertise=kind, name="الخبرة المعيشة", by=by, at=NOON)
    phase(ours, "التصميم " * 8, date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "A phase with a very long name " * 2, date(2026, 3, 21), None)
    svg = enter(ours, "Amina").get(address(ours, "weave-svg")).content.decode()
    for told in (page(ours), page(ours, "numbers"), svg):
        assert "الخبرة المعيشة" in told
        assert "التصميم" in told


def test_a_light_project_has_no_mirror() -> None:
    project = make.project(by=make.FINN, is_light=True)
    browser = Client()
    browser.force_login(make.finn())
    assert browser.get(reverse("mirror:mirror", args=[project.id])).status_code == 404
    assert "The mirror" not in browser.get(reverse("home:project", args=[project.id])).text


def test_the_page_asks_the_database_at_most_twenty_times() -> None:
    ours = uneven()
    phase(ours, "Design", date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "Trial", date(2026, 3, 21), date(2026, 4, 30))
    planned(ours)
    asks(ours, "chairing")
    browser = enter(ours, "Amina")
    browser.get(address(ours))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(ours)).status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:160] for each in asked)
