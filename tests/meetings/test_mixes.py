"""Pairs and tables at a meeting: only of those who like to be, and never giving anybody away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.meetings import mixes
from evenweave.meetings.actions import mixes as actions
from evenweave.meetings.actions import running
from evenweave.meetings.actions.agenda import add_item, let_presenters_alternate
from evenweave.meetings.models import LeftOut, Meeting, Mix, MixPlace, MixWill
from evenweave.meetings.personal import erase, export
from evenweave.projects.models import Member
from tests.make import NOON
from tests.meetings.stories import SOON, WEEK, everybody, planned
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db

FOUR = ("Amina", "Ben", "Carys", "Dev")


def goes_on(ours: Team, at: Any = SOON) -> Meeting:
    """A meeting that goes on."""
    meeting = planned(ours, starts_at=at)
    running.begin(meeting=meeting, by=ours.actor("Carys"), at=at)
    return Meeting.objects.select_related("circle", "project", "running").get(pk=meeting.pk)


def says(ours: Team, meeting: Meeting, *names: str, is_happy_to: bool = True) -> None:
    """These say that they are here and happy to be drawn, or not."""
    for name in names:
        told: dict[str, Any] = {"member": ours.member(name), "by": ours.actor(name), "at": SOON}
        actions.say_mix_will(meeting=meeting, is_happy_to=is_happy_to, **told)


def leaves_out(ours: Team, name: str, *, is_left_out: bool = True) -> None:
    """Somebody would rather never be asked."""
    told: dict[str, Any] = {"member": ours.member(name), "by": ours.actor(name), "at": SOON}
    actions.say_left_out(circle=everybody(ours), is_left_out=is_left_out, **told)


def pairs(ours: Team, meeting: Meeting) -> set[frozenset[str]]:
    """Draw pairs, and say who is with whom."""
    actions.draw_pairs(meeting=meeting, by=ours.actor("Dev"), at=SOON)
    return drawn(meeting)


def drawn(meeting: Meeting) -> set[frozenset[str]]:
    """Who is with whom."""
    found = mixes.drawn(meeting)
    return {frozenset(each.called for each in group) for one in found for group in one.groups}


def tables(ours: Team, meeting: Meeting, number: int, *, is_most: bool) -> set[frozenset[str]]:
    """Draw tables, and say who sits with whom."""
    told: dict[str, Any] = {"number": number, "is_most": is_most, "at": SOON}
    actions.draw_tables(meeting=meeting, by=ours.actor("Dev"), **told)
    return drawn(meeting)


def ends(ours: Team, meeting: Meeting) -> None:
    """It is over."""
    running.end(meeting=meeting, by=ours.actor("Ben"), at=SOON)


def twos(groups: Sequence[frozenset[str]] | set[frozenset[str]]) -> set[frozenset[str]]:
    """Every two who are together."""
    return {frozenset(two) for group in groups for two in combinations(sorted(group), 2)}


def test_pairs_are_across_expertise_and_nobody_meets_the_same_again() -> None:
    ours = team()
    before: set[frozenset[str]] = set()
    for number in range(2):
        meeting = goes_on(ours, SOON + number * WEEK)
        says(ours, meeting, *FOUR)
        found = pairs(ours, meeting)
        assert frozenset({"Amina", "Ben"}) not in found  # both sit with lived experience
        assert not found & before
        before = found
        ends(ours, meeting)


def test_drawn_again_at_the_same_meeting_it_is_others_and_the_first_is_gone() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *FOUR)
    assert not pairs(ours, meeting) & pairs(ours, meeting)
    assert Mix.objects.count() == 1
    assert MixPlace.objects.count() == 4


def test_of_an_odd_number_three_are_together() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *ours.people)
    assert sorted(map(len, pairs(ours, meeting))) == [2, 3]


@pytest.mark.parametrize("names", [(), ("Ben",)])
def test_fewer_than_two_are_told_so_and_not_how_many_they_are(names: tuple[str, ...]) -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *names)
    with pytest.raises(Refusal, match="A pair takes two who said") as told:
        pairs(ours, meeting)
    assert "Ask in the room" in str(told.value.reason)


@pytest.mark.parametrize(
    ("number", "is_most", "reason"),
    [
        (0, True, "Nobody could sit down"),
        (0, False, "Nobody could sit down"),
        (500, True, "at one table"),
        (1, False, "at one table"),
        (500, False, "alone"),
        (1, True, "alone"),
        (2, True, "alone"),  # two, two, and the fifth alone
        (3, False, "alone"),
    ],
)
def test_tables_that_make_no_sense_are_told_plainly(
    number: int, is_most: bool, reason: str
) -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *ours.people)
    with pytest.raises(Refusal, match=reason):
        tables(ours, meeting, number, is_most=is_most)
    assert not Mix.objects.exists()


def test_so_many_at_a_table_and_so_many_tables() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *FOUR[:3])
    with pytest.raises(Refusal, match="take four"):
        tables(ours, meeting, 2, is_most=False)
    says(ours, meeting, *ours.people)
    assert sorted(map(len, tables(ours, meeting, 3, is_most=True))) == [2, 3]
    assert sorted(map(len, tables(ours, meeting, 2, is_most=False))) == [2, 3]


def test_two_hundred_find_a_partner(django_assert_max_num_queries: Any) -> None:
    ours = team()
    names = [f"Partner {number}" for number in range(195)]
    for name in names:
        ours.add(name)
    meeting = goes_on(ours)
    people = list(meeting.people.values_list("pk", flat=True))
    for name in ours.people:
        says(ours, meeting, name)
    with django_assert_max_num_queries(20):
        found = pairs(ours, meeting)
    assert len(found) == 100
    assert MixPlace.objects.filter(member__in=people).count() == 200


def test_who_opted_out_looks_the_same_as_who_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    leaves_out(ours, "Esther")
    says(ours, meeting, "Dev", is_happy_to=False)
    says(ours, meeting, "Amina", "Carys")
    pairs(ours, meeting)
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])
    seen = {name: enter(ours, name).get(page).text for name in ("Amina", "Ben")}
    for told in seen.values():  # Ben has said nothing at all
        assert not {"Esther", "Dev", "Ben"} & {name for name in ours.people if f">{name}<" in told}
    assert "You are left out" not in "".join(seen.values())
    assert "You are left out here" in enter(ours, "Esther").get(page).text
    assert "You are left out today" in enter(ours, "Dev").get(page).text


def test_to_be_left_out_is_private_and_forgets_with_whom_one_was() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *FOUR)
    pairs(ours, meeting)
    ends(ours, meeting)
    told = ours.told
    later = goes_on(ours, SOON + WEEK)
    says(ours, later, *FOUR)
    before = ours.told
    leaves_out(ours, "Ben")
    assert not MixPlace.objects.filter(member=ours.member("Ben")).exists()
    assert sorted(len(group) for group in pairs(ours, later)) == [3]
    leaves_out(ours, "Ben", is_left_out=False)
    assert not LeftOut.objects.exists()
    assert ours.told == before
    assert [*told, "meetings.planned", "meetings.begun"] == before


def test_each_says_it_for_themself_or_with_their_helper() -> None:
    ours = team()
    meeting = goes_on(ours)
    told: dict[str, Any] = {"member": ours.member("Ben"), "at": SOON}
    with pytest.raises(Refusal):
        actions.say_mix_will(meeting=meeting, is_happy_to=True, by=ours.actor("Dev"), **told)
    with pytest.raises(Refusal):
        actions.say_left_out(circle=meeting.circle, is_left_out=True, by=ours.actor("Dev"), **told)
    by = helper_for(ours, "Ben", "Dev")
    actions.say_mix_will(meeting=meeting, is_happy_to=True, by=by, **told)
    assert MixWill.objects.get().member == ours.member("Ben")


def kinds_told(ours: Team) -> list[Any]:
    """What mixing is told of each."""
    members = Member.objects.filter(project=ours.project).order_by("joined_at", "id")
    return [each.kind for each in mixes.shown(members)]


def test_expertise_that_is_not_shown_counts_as_unsaid() -> None:
    ours = team()
    shown = kinds_told(ours)
    assert None not in shown
    ours.sit("Dev", "R", is_shown=False)
    hidden = kinds_told(ours)
    ours.sit("Dev", "L", is_shown=False)
    assert kinds_told(ours) == hidden  # whatever it is, it changes nothing
    assert hidden.count(None) == 1


def test_no_page_of_it_names_expertise(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    says(ours, meeting, *ours.people)
    pairs(ours, meeting)
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])
    told = enter(ours, "Ben").get(page).text
    assert "You are with" in told
    for kind in ours.kinds.values():
        assert kind.name.lower() not in told.lower()


def test_each_phone_says_first_with_whom_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    says(ours, meeting, "Ben", "Carys")
    pairs(ours, meeting)
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])
    for name, other in (("Ben", "Carys"), ("Carys", "Ben")):
        told = enter(ours, name).get(page).text
        assert f"<b><bdi>{other}</bdi></b>." in told
        assert f"<b><bdi>{name}</bdi></b>" not in told
    told = enter(ours, "Dev").get(page).text
    assert "You are with" not in told
    assert "<bdi>Ben</bdi>, <bdi>Carys</bdi>" in told


def test_it_can_be_put_away_and_still_nobody_meets_the_same_again() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *FOUR)
    before = pairs(ours, meeting)
    actions.put_away_mixes(meeting=meeting, by=ours.actor("Amina"), at=SOON)
    assert drawn(meeting) == set()
    assert not pairs(ours, meeting) & before


def test_the_least_is_kept_and_not_for_long() -> None:
    ours = team()
    for number in range(mixes.KEPT + 2):
        meeting = goes_on(ours, SOON + number * WEEK)
        says(ours, meeting, *FOUR)
        pairs(ours, meeting)
        tables(ours, meeting, 2, is_most=True)
        ends(ours, meeting)
        assert not MixWill.objects.exists()
    for sort in Mix.Sort.values:
        kept = Mix.objects.filter(sort=sort).order_by("meeting__starts_at")
        assert [each.meeting.starts_at for each in kept] == [
            SOON + number * WEEK for number in range(2, mixes.KEPT + 2)
        ]


def test_after_the_meeting_no_page_shows_who_was_with_whom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    says(ours, meeting, "Ben", "Carys")
    pairs(ours, meeting)
    ends(ours, meeting)
    for name in ("now", "meeting"):
        page = reverse(f"meetings:{name}", args=[ours.project.id, meeting.id])
        assert "You are with" not in enter(ours, "Ben").get(page, follow=True).text
    with pytest.raises(Refusal, match="does not go on"):
        pairs(ours, meeting)


def test_a_person_takes_away_what_is_kept_of_them_and_has_it_erased() -> None:
    ours = team()
    meeting = goes_on(ours)
    says(ours, meeting, *FOUR)
    pairs(ours, meeting)
    leaves_out(ours, "Ben")
    ben = ours.people["Ben"].id
    told = export(ben)
    assert told["where_you_are_left_out_of_mixing"] == [{"circle": everybody(ours).name}]
    assert told["where_you_were_drawn"][0]["into"] == "Pairs"
    assert export(ours.people["Dev"].id)["whether_you_are_happy_to_be_drawn"] == [
        {"meeting": "Second meeting", "you_are": True}
    ]
    erase(person_id=ben, by=ours.actor("Ben"), at=SOON)
    for model in (LeftOut, MixPlace, MixWill):
        assert not model.objects.filter(member__person_id=ben).exists()


def press(ours: Team, name: str, meeting: Meeting, what: str, **sent: str) -> Any:
    """Somebody presses something."""
    address = reverse(f"meetings:{what}", args=[ours.project.id, meeting.id])
    return enter(ours, name).post(address, sent)


def test_it_is_a_tap_for_each_on_pages_without_any_script(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting = goes_on(ours)
    refused = press(ours, "Dev", meeting, "draw-pairs")
    assert refused.status_code == 409
    assert "A pair takes two who said" in refused.text
    for name in FOUR:
        assert press(ours, name, meeting, "mix-me", happy="yes").status_code == 302
    assert press(ours, "Dev", meeting, "draw-pairs").status_code == 302
    assert len(drawn(meeting)) == 2
    assert press(ours, "Dev", meeting, "put-away-mixes").status_code == 302
    assert press(ours, "Ben", meeting, "mix-me", happy="never").status_code == 302
    assert LeftOut.objects.get().member == ours.member("Ben")
    assert press(ours, "Ben", meeting, "mix-me", happy="ask").status_code == 302
    assert not LeftOut.objects.exists()
    assert press(ours, "Ben", meeting, "mix-me", happy="no").status_code == 302
    told = press(ours, "Dev", meeting, "draw-tables", by="most", number="2").text
    assert "take four" in told
    assert press(ours, "Ben", meeting, "mix-me", happy="yes").status_code == 302
    told = press(ours, "Dev", meeting, "draw-tables", by="tables", number="many").text
    assert "Please write a number, such as 4." in told
    assert press(ours, "Dev", meeting, "draw-tables", by="most", number="2").status_code == 302
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])
    assert "You are at table" in enter(ours, "Ben").get(page).text


def test_to_be_left_out_is_said_once_for_a_circle() -> None:
    ours = team()
    ben = enter(ours, "Ben")
    page = reverse("meetings:left-out", args=[ours.project.id, everybody(ours).id])
    assert ben.post(page, {"left_out": "never"}).status_code == 302
    assert 'value="never"' in ben.get(page).text
    assert LeftOut.objects.get().member == ours.member("Ben")
    assert "Nothing is chosen here yet." in ben.post(page, {}).text
    assert ben.post(page, {"left_out": "ask"}).status_code == 302
    assert not LeftOut.objects.exists()


def shares(ours: Team, meeting: Meeting, *names: str) -> None:
    """These have something to share, in this order."""
    told: dict[str, Any] = {"purpose": "share", "minutes": 10, "by": ours.actor("Amina")}
    for name in names:
        lead = ours.member(name)
        add_item(meeting=meeting, title=f"{name}’s", lead=lead, at=NOON, **told)


def order(meeting: Meeting) -> list[str]:
    """The agenda."""
    return list(meeting.items.values_list("title", flat=True))


def test_presenters_alternate_and_all_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    meeting = planned(ours)
    shares(ours, meeting, "Amina", "Ben")
    told: dict[str, Any] = {"meeting": meeting, "minutes": 10, "by": ours.actor("Dev"), "at": NOON}
    add_item(purpose="break", title="Tea", **told)
    add_item(purpose="share", title="Nobody’s", **told)
    shares(ours, meeting, "Dev", "Carys")
    page = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    assert "Let presenters alternate" in enter(ours, "Ben").get(page).text
    address = reverse("meetings:alternate", args=[ours.project.id, meeting.id])
    assert enter(ours, "Ben").post(address).status_code == 302
    assert order(meeting) == ["Amina’s", "Dev’s", "Tea", "Nobody’s", "Ben’s", "Carys’s"]
    assert "Let presenters alternate" not in enter(ours, "Ben").get(page).text
    with pytest.raises(Refusal, match="alternate already"):
        let_presenters_alternate(meeting=meeting, by=ours.actor("Ben"), at=NOON)


def test_presenters_whose_expertise_is_not_shown_stay_as_they_would_without_one() -> None:
    orders = []
    for seat in "LPR":
        ours = team()
        ours.sit("Ben", seat, is_shown=False)
        meeting = planned(ours, starts_at=SOON + timedelta(days=1))
        shares(ours, meeting, "Amina", "Dev", "Ben", "Carys", "Esther")
        let_presenters_alternate(meeting=meeting, by=ours.actor("Ben"), at=NOON)
        orders.append(order(meeting))
    assert orders[0] == orders[1] == orders[2]
