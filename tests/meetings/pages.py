"""Who gets what from the pages of meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from evenweave.common import actors, clock
from evenweave.common.actors import Actor
from evenweave.meetings import written
from evenweave.meetings.actions import mixes, running
from evenweave.meetings.actions.afterwards import say_afterwards
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.actions.choosing import offer, say_suits
from evenweave.meetings.actions.feeds import make_feed
from evenweave.meetings.actions.meetings import plan_meeting
from evenweave.meetings.actions.minutes import send_minutes, suggest_words, thank
from evenweave.meetings.actions.roles import add_role, say_wills
from evenweave.meetings.actions.venues import say_venue
from evenweave.meetings.models import Hand, Item, Meeting, Minutes, Offer, Role, Turn, Venue
from evenweave.projects.models import Member, Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import AMINA, BEN, CARYS, FINN

READ_ONLY = WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
# What is between Ben, who was asked, and Carys, who asked.
ONE_OF_TWO = team(404, ben=302, carys=409, nobody=302)
HIS = signed_in(404, finn=200)
HIS_TAKEN = signed_in(404, finn=302, nobody=403)

Address = Callable[[Things], list[Any]]


def ours(its: Things) -> list[Any]:
    """Amina’s project."""
    return [its.ours.project.id]


def his(its: Things) -> list[Any]:
    """Finn’s project."""
    return [its.his.id]


def nothing(its: Things) -> list[Any]:
    """A page of one’s own, about nothing else."""
    return []


def in_ours(*things: Callable[[Things], Any]) -> Address:
    """Something under the address of Amina’s project."""
    return lambda its: [its.ours.project.id, *(each(its) for each in things)]


def planned(project: Project, by: Actor, *, is_known: bool = True, minutes: int = 60) -> Meeting:
    """A meeting soon, or one for which the time is still chosen."""
    at = clock.now()
    return plan_meeting(
        circle=project.circles.get(is_everybody=True),
        title="Second meeting",
        starts_at=at + timedelta(minutes=minutes) if is_known else None,
        minutes=60,
        zone="Europe/London",
        by=by,
        at=at,
    )


def our_meeting(its: Things) -> Any:
    """One of Amina’s team."""
    return planned(its.ours.project, AMINA).id


def his_meeting(its: Things) -> Any:
    """One of Finn’s."""
    return planned(its.his, FINN).id


def choosing(its: Things) -> Meeting:
    """One of Amina’s team, whose time is still chosen."""
    return planned(its.ours.project, AMINA, is_known=False)


def offered(meeting: Meeting, by: Actor = AMINA) -> Offer:
    """A time that is offered."""
    at = clock.now()
    starts_at = at + timedelta(days=3)
    return offer(meeting=meeting, starts_at=starts_at, venue=None, by=by, at=at)


def our_choosing(its: Things) -> Any:
    """The same."""
    return choosing(its).id


def our_offer(its: Things) -> list[Any]:
    """A time of Amina’s, which suits Ben."""
    found = offered(choosing(its))
    said = {found.pk: "yes"}
    meeting, at = found.meeting, clock.now()
    say_suits(meeting=meeting, member=its.ours.ben, said=said, by=BEN, at=at)
    return [its.ours.project.id, meeting.id, found.id]


def to_settle(its: Things) -> list[Any]:
    """A meeting with a time that suits Ben."""
    return our_offer(its)[:2]


def what_suits(its: Things) -> dict[str, str]:
    """The time that suits."""
    found = Offer.objects.latest("offered_at")
    return {"time": str(found.pk)}


def venue(project: Project, by: Actor) -> Venue:
    """A place."""
    told = {"name": f"The hall {Venue.objects.count()}"}
    return say_venue(project=project, told=told, by=by, at=clock.now())


def our_venue(its: Things) -> Any:
    """A place of Amina’s team."""
    return venue(its.ours.project, AMINA).id


def his_venue(its: Things) -> Any:
    """A place of Finn’s."""
    return venue(its.his, FINN).id


def item(meeting: Meeting, by: Actor = AMINA) -> Item:
    """Something on an agenda."""
    told: dict[str, Any] = {"purpose": "talk", "title": "Tea", "minutes": 10}
    return add_item(meeting=meeting, by=by, at=clock.now(), **told)


def our_item(its: Things) -> list[Any]:
    """Something that Amina put on the agenda."""
    found = item(planned(its.ours.project, AMINA))
    return [its.ours.project.id, found.meeting_id, found.id]


def his_item(its: Things) -> list[Any]:
    """Something on Finn’s agenda, under Amina’s meeting."""
    found = item(planned(its.his, FINN), FINN)
    return [its.ours.project.id, our_meeting(its), found.id]


def going_on(its: Things) -> list[Any]:
    """A meeting of Amina’s team that goes on, at its first item."""
    meeting = planned(its.ours.project, AMINA)
    found = item(meeting)
    running.begin(meeting=meeting, by=BEN, at=clock.now())
    running.go_to(meeting=meeting, item=found, by=BEN, at=clock.now())
    return [its.ours.project.id, meeting.id]


def his_going_on(its: Things) -> list[Any]:
    """Finn’s meeting, under Amina’s project."""
    meeting = planned(its.his, FINN)
    running.begin(meeting=meeting, by=FINN, at=clock.now())
    return [its.ours.project.id, meeting.id]


def with_hand(its: Things) -> list[Any]:
    """The same, and Ben’s hand is up."""
    place = going_on(its)
    found = Item.objects.select_related("meeting").get(meeting=place[1])
    member = Member.objects.get(project=its.ours.project, person_id=make.person_id(BEN))
    told: dict[str, Any] = {"item": found, "words": "", "by": BEN, "at": clock.now()}
    running.raise_hand(member=member, **told)
    return place


def happy_together(its: Things) -> list[Any]:
    """A meeting of Amina’s team in which five are happy to be drawn."""
    place = going_on(its)
    meeting, at = Meeting.objects.get(pk=place[1]), clock.now()
    for member in meeting.people:
        assert member.person_id is not None
        by = actors.person(member.person_id)
        mixes.say_mix_will(meeting=meeting, member=member, is_happy_to=True, by=by, at=at)
    return place


def presenting(its: Things) -> list[Any]:
    """An agenda on which two of a kind share something, and then somebody of another."""
    meeting, at = planned(its.ours.project, AMINA), clock.now()
    told: dict[str, Any] = {"purpose": "share", "minutes": 10, "by": AMINA, "at": at}
    for lead in (its.ours.amina, its.ours.ben, its.ours.carys):
        add_item(meeting=meeting, title="Tea", lead=lead, **told)
    return [its.ours.project.id, meeting.id]


def bens_task(its: Things) -> list[Any]:
    """The same, and Ben has taken something on."""
    place = going_on(its)
    told: dict[str, Any] = {"item": None, "words": "Buy tea", "until": None, "by": BEN}
    member = Member.objects.get(project=its.ours.project, person_id=make.person_id(BEN))
    meeting = Meeting.objects.select_related("circle__project", "project").get(pk=place[1])
    task = running.add_task(meeting=meeting, member=member, at=clock.now(), **told)
    return [*place, task.id]


def bens_hand(its: Things) -> dict[str, str]:
    """His hand was heard."""
    return {"hand": str(Hand.objects.latest("raised_at").id)}


def no_note(its: Things) -> list[Any]:
    """Something for afterwards that is not there."""
    return [*going_on(its), its.his.id]


def no_hand(its: Things) -> dict[str, str]:
    """A hand that is not there."""
    assert not Hand.objects.filter(pk=its.his.id).exists()
    return {"hand": str(its.his.id)}


def into(kind: str) -> Address:
    """Of a line, at a meeting that goes on."""
    return lambda its: [*going_on(its), kind]


def to_ben(its: Things) -> dict[str, str]:
    """Ben, whom somebody chooses."""
    return {"member": str(its.ours.ben.pk), "to": str(its.ours.ben.pk), "words": "Tea."}


def to_listen(its: Things) -> list[Any]:
    """Carys would like to say something to Ben afterwards."""
    place = going_on(its)
    meeting = Meeting.objects.select_related("project", "circle").get(pk=place[1])
    carys = Member.objects.get(project=its.ours.project, person_id=make.person_id(CARYS))
    told: dict[str, Any] = {"sender": carys, "to": its.ours.ben, "words": "", "by": CARYS}
    return [*place, say_afterwards(meeting=meeting, **told, at=clock.now()).pk]


def named(dress: str) -> Address:
    """A letter, in this dress."""
    return lambda its: [*ours(its), dress]


def dressed(meeting: Callable[[Things], Any], dress: str, whose: str) -> Address:
    """An agenda on paper, in this dress, with these things first."""
    return lambda its: [*ours(its), meeting(its), dress, whose]


def bens_calendar(its: Things) -> list[Any]:
    """Ben’s secret address."""
    return [make_feed(person=make.person_id(BEN), by=BEN, at=clock.now())]


def a_day(its: Things) -> dict[str, str]:
    """A day and a time to come."""
    day = localdate(clock.now()) + timedelta(days=5)
    return {
        "day_day": str(day.day),
        "day_month": str(day.month),
        "day_year": str(day.year),
        "clock": "10:30",
    }


def a_meeting(its: Things) -> dict[str, str]:
    """A new one, whose time is known."""
    told = {"title": "Third", "kind": "meeting", "when": "known", "minutes": "60"}
    return told | a_day(its)


def a_time(its: Things) -> dict[str, str]:
    """A time to offer."""
    return a_day(its) | {"what": "time"}


def moved(its: Things) -> dict[str, str]:
    """Another time, and why."""
    return a_day(its) | {"reason": "The bus.", "version": "1"}


def place_name(its: Things) -> dict[str, str]:
    """A new place."""
    return {"name": f"The café {Venue.objects.count()}", "version": "1"}


THING = {"title": "Cake", "purpose": "talk", "minutes": "10", "version": "1"}
THEIRS = "Finn's in Amina's"


def mixed(name: str, address: Address, **more: Any) -> Row:
    """Something of Finn’s under the address of Amina’s project: it is not there."""
    told: dict[str, Any] = {"get": MIXED, "posted": MIXED_TAKEN, **more}
    return Row(f"meetings:{name}", THEIRS, address, **told)


def pressed(name: str, address: Address, **more: Any) -> list[Row]:
    """A button without words: for the team, and not there where it is Finn’s."""
    told: dict[str, Any] = {"get": WRITE_ONLY, "posted": team(302), **more}
    return [
        Row(f"meetings:{name}", "Amina's", address, **told),
        mixed(name, in_ours(his_meeting), get=WRITE_ONLY, posted=MIXED),
    ]


def circle(its: Things) -> Any:
    """Everybody in Amina’s project."""
    return its.ours.project.circles.get(is_everybody=True).id


def his_circle(its: Things) -> Any:
    """Everybody in Finn’s."""
    return its.his.circles.get(is_everybody=True).id


def role(its: Things) -> Role:
    """A role in Amina’s project."""
    found = its.ours.project.circles.get(is_everybody=True)
    name = f"Tea {Role.objects.count()}"
    return add_role(circle=found, name=name, what="", by=AMINA, at=clock.now())


def our_role(its: Things) -> list[Any]:
    """The same, with its circle."""
    return [its.ours.project.id, circle(its), role(its).id]


def turn(its: Things, *, is_bens: bool) -> list[Any]:
    """A turn at a meeting: Ben’s, or nobody’s."""
    known = role(its)
    if is_bens:
        told: dict[str, Any] = {"circle": known.circle, "member": its.ours.ben}
        say_wills(wills={known: "willing"}, by=BEN, at=clock.now(), **told)
    meeting = planned(its.ours.project, AMINA)
    found = Turn.objects.get(meeting=meeting, role=known)
    return [its.ours.project.id, meeting.id, found.id]


def bens_turn(its: Things) -> list[Any]:
    """Ben’s."""
    return turn(its, is_bens=True)


def open_turn(its: Things) -> list[Any]:
    """One that needs somebody."""
    return turn(its, is_bens=False)


def over(its: Things) -> list[Any]:
    """A meeting of Amina’s team that is over, with notes."""
    meeting = planned(its.ours.project, AMINA)
    return [its.ours.project.id, ended(meeting, BEN).id]


def his_over(its: Things) -> list[Any]:
    """Finn’s, under Amina’s project."""
    return [its.ours.project.id, ended(planned(its.his, FINN), FINN).id]


def ended(meeting: Meeting, by: Actor) -> Meeting:
    """It began, somebody took notes, and it ended."""
    told: dict[str, Any] = {"meeting": meeting, "by": by, "at": clock.now()}
    running.begin(**told)
    running.write_notes(item=None, version=0, words="Tea.", **told)
    running.end(**told)
    return meeting


def drafted(its: Things) -> list[Any]:
    """A meeting whose draft went to everybody."""
    place = over(its)
    send_minutes(meeting=Meeting.objects.get(pk=place[1]), by=BEN, at=clock.now())
    return place


def to_agree(its: Things) -> list[Any]:
    """The same, while the circle meets again."""
    place = drafted(its)
    later = planned(its.ours.project, AMINA, minutes=90)
    running.begin(meeting=later, by=BEN, at=clock.now())
    return place


def what_was_read(its: Things) -> dict[str, str]:
    """The fingerprint of the last draft."""
    meeting = Minutes.objects.latest("sent_at").meeting
    return {"fingerprint": written.drawn(meeting).fingerprint}


def bens_words(its: Things) -> list[Any]:
    """How Ben remembers it."""
    place = drafted(its)
    meeting = Meeting.objects.get(pk=place[1])
    told: dict[str, Any] = {"words": "Coffee.", "why": "", "by": BEN, "at": clock.now()}
    return [*place, suggest_words(meeting=meeting, item=None, **told).id]


def bens_thanks(its: Things) -> list[Any]:
    """Ben’s, to everybody."""
    place = over(its)
    meeting = Meeting.objects.get(pk=place[1])
    return [*place, thank(meeting=meeting, to=None, words="Ta.", by=BEN, at=clock.now()).id]


def in_dress(address: Address, dress: str) -> Address:
    """The same on paper."""
    return lambda its: [*address(its), dress]


COFFEE = {"words": "Coffee."}
AFTER = [
    Row("meetings:minutes", "Amina's", over, get=team(200), posted=READ_ONLY),
    Row("meetings:minutes", "not over", going_on, get=MIXED, posted=READ_ONLY),
    mixed("minutes", his_over, posted=READ_ONLY),
    Row("meetings:send-minutes", "Amina's", over, get=WRITE_ONLY, posted=team(302)),
    mixed("send-minutes", his_over, get=WRITE_ONLY, posted=MIXED),
    Row(
        "meetings:agree-minutes",
        "Amina's",
        to_agree,
        post=what_was_read,
        get=WRITE_ONLY,
        posted=TAKEN,
    ),
    mixed("agree-minutes", his_over, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:minutes-text", "Amina's", over, get=team(200), posted=READ_ONLY),
    mixed("minutes-text", his_over, posted=READ_ONLY),
    Row(
        "meetings:minutes-paper", "large", in_dress(over, "large"), get=team(200), posted=READ_ONLY
    ),
    Row("meetings:minutes-paper", "golden", in_dress(over, "golden"), get=MIXED, posted=READ_ONLY),
    mixed("minutes-paper", in_dress(his_over, "large"), posted=READ_ONLY),
    Row("meetings:suggest", "Amina's", drafted, post=COFFEE, get=team(200), posted=TAKEN),
    mixed("suggest", his_over, post=COFFEE),
    Row(
        "meetings:take-over",
        "Ben's words",
        bens_words,
        post={"words": "Coffee.", "version": "1"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("take-over", in_ours(his_meeting, his_circle), post={"words": "Coffee.", "version": "1"}),
    Row(
        "meetings:take-back-words",
        "Ben's",
        bens_words,
        get=WRITE_ONLY,
        posted=team(409, ben=302),
    ),
    mixed("take-back-words", in_ours(his_meeting, his_circle), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:catch-up", "Amina's", over, get=team(200), posted=READ_ONLY),
    mixed("catch-up", his_over, posted=READ_ONLY),
    Row("meetings:enough", "Amina's", over, get=WRITE_ONLY, posted=team(302)),
    mixed("enough", his_over, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:thanks", "Amina's", over, post=COFFEE, get=team(200), posted=TAKEN),
    mixed("thanks", his_over, post=COFFEE),
    Row(
        "meetings:take-back-thanks",
        "Ben's",
        bens_thanks,
        get=WRITE_ONLY,
        posted=signed_in(404, ben=302),
    ),
    mixed("take-back-thanks", in_ours(his_meeting, his_circle), get=WRITE_ONLY, posted=MIXED),
]

PAGES = [
    *AFTER,
    Row("meetings:circles", "Amina's", ours, get=team(302), posted=READ_ONLY),
    Row("meetings:circles", "Finn's", his, get=signed_in(404, finn=302), posted=READ_ONLY),
    Row("meetings:roles", "Amina's", in_ours(circle), get=team(200), posted=READ_ONLY),
    mixed("roles", in_ours(his_circle), posted=READ_ONLY),
    Row("meetings:add-usual", "Amina's", in_ours(circle), get=WRITE_ONLY, posted=team(302)),
    mixed("add-usual", in_ours(his_circle), get=WRITE_ONLY, posted=MIXED),
    Row(
        "meetings:add-role",
        "Amina's",
        in_ours(circle),
        post={"name": "Cake"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("add-role", in_ours(his_circle), post={"name": "Cake"}),
    Row("meetings:wills", "Amina's", in_ours(circle), get=team(200), posted=team(302)),
    mixed("wills", in_ours(his_circle), posted=MIXED),
    Row(
        "meetings:left-out",
        "Amina's",
        in_ours(circle),
        post={"left_out": "never"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("left-out", in_ours(his_circle), post={"left_out": "never"}),
    Row("meetings:share-out", "Amina's", in_ours(circle), get=WRITE_ONLY, posted=team(302)),
    mixed("share-out", in_ours(his_circle), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:end-role", "Amina's", our_role, get=WRITE_ONLY, posted=team(302)),
    mixed("end-role", in_ours(his_circle, his_circle), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:pass-on", "Ben's", bens_turn, get=WRITE_ONLY, posted=team(409, ben=302)),
    mixed("pass-on", in_ours(his_meeting, his_circle), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:take-turn", "needs somebody", open_turn, get=WRITE_ONLY, posted=team(302)),
    mixed("take-turn", in_ours(his_meeting, his_circle), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:list", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("meetings:list", "Finn's", his, get=HIS, posted=READ_ONLY),
    Row("meetings:plan", "Amina's", ours, post=a_meeting, get=team(200), posted=TAKEN),
    Row("meetings:plan", "Finn's", his, post=a_meeting, get=HIS, posted=HIS_TAKEN),
    Row("meetings:venues", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("meetings:venues", "Finn's", his, get=HIS, posted=READ_ONLY),
    Row("meetings:say-venue", "Amina's", ours, post=place_name, get=team(200), posted=TAKEN),
    Row("meetings:say-venue", "Finn's", his, post=place_name, get=HIS, posted=HIS_TAKEN),
    Row(
        "meetings:change-venue",
        "Amina's",
        in_ours(our_venue),
        post=place_name,
        get=team(200),
        posted=TAKEN,
    ),
    mixed("change-venue", in_ours(his_venue), post=place_name),
    Row("meetings:end-venue", "Amina's", in_ours(our_venue), get=WRITE_ONLY, posted=team(302)),
    mixed("end-venue", in_ours(his_venue), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:letter", "Amina's", named("plain"), get=team(200), posted=READ_ONLY),
    Row("meetings:letter", "no such dress", named("golden"), get=MIXED, posted=READ_ONLY),
    Row("meetings:meeting", "Amina's", in_ours(our_meeting), get=team(200), posted=READ_ONLY),
    mixed("meeting", in_ours(his_meeting), posted=READ_ONLY),
    Row("meetings:papers", "Amina's", in_ours(our_meeting), get=team(200), posted=READ_ONLY),
    mixed("papers", in_ours(his_meeting), posted=READ_ONLY),
    *(
        Row(
            "meetings:paper",
            f"Amina's, {dress}, {whose}",
            dressed(our_meeting, dress, whose),
            get=team(200),
            posted=READ_ONLY,
        )
        for dress, whose in (("plain", "mine"), ("easy", "everybody"))
    ),
    Row(
        "meetings:paper",
        "no such dress",
        dressed(our_meeting, "golden", "mine"),
        get=MIXED,
        posted=READ_ONLY,
    ),
    mixed("paper", dressed(his_meeting, "plain", "mine"), posted=READ_ONLY),
    Row("meetings:ics", "Amina's", in_ours(our_meeting), get=team(200), posted=READ_ONLY),
    mixed("ics", in_ours(his_meeting), posted=READ_ONLY),
    Row(
        "meetings:move",
        "Amina's",
        in_ours(our_meeting),
        post=moved,
        get=team(200),
        posted=TAKEN,
    ),
    mixed("move", in_ours(his_meeting), post=moved),
    Row(
        "meetings:call-off",
        "Amina's",
        in_ours(our_meeting),
        post={"reason": "The bus."},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("call-off", in_ours(his_meeting), post={"reason": "The bus."}),
    Row(
        "meetings:offers",
        "Amina's",
        in_ours(our_choosing),
        post=a_time,
        get=team(200),
        posted=TAKEN,
    ),
    mixed("offers", in_ours(his_meeting), post=a_time),
    *pressed("ask", in_ours(our_choosing)),
    *pressed("suits", in_ours(our_choosing)),
    *pressed("propose", to_settle, post=what_suits, posted=TAKEN),
    *pressed("settle", to_settle, post=what_suits, posted=TAKEN),
    Row(
        "meetings:take-out-offer",
        "Amina's, which suits Ben",
        our_offer,
        get=WRITE_ONLY,
        posted=team(409, amina=302),
    ),
    mixed("take-out-offer", in_ours(his_meeting, his_venue), get=WRITE_ONLY, posted=MIXED),
    Row("meetings:now", "Amina's", going_on, get=team(200), posted=READ_ONLY),
    mixed("now", his_going_on, posted=READ_ONLY),
    *pressed("begin", in_ours(our_meeting)),
    *pressed("go-to", going_on),
    *pressed("pause", going_on),
    Row("meetings:raise-hand", "Amina's", going_on, get=WRITE_ONLY, posted=team(302)),
    mixed("raise-hand", his_going_on, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:heard", "Ben's", with_hand, post=bens_hand, get=WRITE_ONLY, posted=team(302)),
    Row("meetings:heard", "not there", going_on, post=no_hand, get=WRITE_ONLY, posted=MIXED),
    mixed("heard", his_going_on, get=WRITE_ONLY, posted=MIXED),
    *pressed("lower-hand", with_hand),
    *pressed("check-in", going_on),
    Row(
        "meetings:need",
        "Amina's",
        going_on,
        post={"words": "Air"},
        get=WRITE_ONLY,
        posted=team(302, nobody=403),
    ),
    mixed("need", his_going_on, post={"words": "Air"}, get=WRITE_ONLY),
    Row(
        "meetings:see-to-need",
        "Amina's",
        going_on,
        post={"words": "Air"},
        get=WRITE_ONLY,
        posted=team(302, nobody=403),
    ),
    mixed("see-to-need", his_going_on, post={"words": "Air"}, get=WRITE_ONLY),
    Row(
        "meetings:mix-me",
        "Amina's",
        going_on,
        post={"happy": "yes"},
        get=WRITE_ONLY,
        posted=team(302, nobody=403),
    ),
    mixed("mix-me", his_going_on, post={"happy": "yes"}, get=WRITE_ONLY),
    *pressed("draw-pairs", happy_together),
    Row(
        "meetings:draw-tables",
        "Amina's",
        happy_together,
        post={"by": "tables", "number": "2"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("draw-tables", his_going_on, post={"by": "tables", "number": "2"}),
    *pressed("put-away-mixes", going_on),
    Row(
        "meetings:notes",
        "Amina's",
        going_on,
        post={"words": "Tea.", "version": "0"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("notes", his_going_on, post={"words": "Tea.", "version": "0"}),
    Row(
        "meetings:task",
        "Amina's",
        going_on,
        post={"words": "Buy tea"},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("task", his_going_on, post={"words": "Buy tea"}),
    Row("meetings:finish-task", "Ben's", bens_task, get=WRITE_ONLY, posted=team(409, ben=302)),
    Row("meetings:finish-task", "Finn's", no_note, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:put-down-task", "Ben's", bens_task, get=WRITE_ONLY, posted=team(409, ben=302)),
    Row("meetings:put-down-task", "Finn's", no_note, get=WRITE_ONLY, posted=MIXED),
    Row(
        "meetings:hand-for",
        "Ben's",
        going_on,
        post=to_ben,
        get=team(200),
        posted=team(302, ben=200, nobody=403),
    ),
    mixed("hand-for", his_going_on, post=to_ben),
    Row("meetings:wall", "Amina's", going_on, get=team(200), posted=READ_ONLY),
    mixed("wall", his_going_on, posted=READ_ONLY),
    Row("meetings:lines", "Amina's", going_on, get=team(200), posted=READ_ONLY),
    mixed("lines", his_going_on, posted=READ_ONLY),
    Row(
        "meetings:line",
        "an idea",
        into("idea"),
        post={"words": "Tea."},
        get=team(200),
        posted=TAKEN,
    ),
    mixed("line", in_ours(his_meeting, lambda its: "idea"), post={"words": "Tea."}),
    Row("meetings:line", "no such thing", into("gold"), get=MIXED, posted=MIXED),
    Row(
        "meetings:afterwards",
        "to Ben",
        going_on,
        post=to_ben,
        get=team(200),
        posted=team(302, ben=200, nobody=403),
    ),
    mixed("afterwards", his_going_on, post=to_ben),
    Row("meetings:be-there", "to Ben", to_listen, get=WRITE_ONLY, posted=ONE_OF_TWO),
    Row("meetings:be-there", "not there", no_note, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:be-done-with", "to Ben", to_listen, get=WRITE_ONLY, posted=ONE_OF_TWO),
    Row("meetings:be-done-with", "not there", no_note, get=WRITE_ONLY, posted=MIXED),
    Row(
        "meetings:take-back-afterwards",
        "Carys's",
        to_listen,
        get=WRITE_ONLY,
        posted=team(404, ben=409, carys=302, nobody=302),
    ),
    Row("meetings:take-back-afterwards", "not there", no_note, get=WRITE_ONLY, posted=MIXED),
    *pressed("end", going_on),
    Row(
        "meetings:attended",
        "Amina's",
        going_on,
        post={"how": "room"},
        get=WRITE_ONLY,
        posted=team(302, nobody=403),
    ),
    mixed("attended", his_going_on, post={"how": "room"}, get=WRITE_ONLY),
    Row(
        "meetings:add-item",
        "Amina's",
        in_ours(our_meeting),
        post=THING,
        get=team(200),
        posted=TAKEN,
    ),
    mixed("add-item", in_ours(his_meeting), post=THING),
    *pressed("alternate", presenting),
    Row("meetings:change-item", "Amina's", our_item, post=THING, get=team(200), posted=TAKEN),
    mixed("change-item", his_item, post=THING),
    Row("meetings:move-item", "Amina's", our_item, get=WRITE_ONLY, posted=team(302)),
    mixed("move-item", his_item, get=WRITE_ONLY, posted=MIXED),
    Row(
        "meetings:take-out-item",
        "Amina's",
        our_item,
        get=WRITE_ONLY,
        posted=team(409, amina=302),
    ),
    mixed("take-out-item", his_item, get=WRITE_ONLY, posted=MIXED),
    Row("meetings:my-calendar", "one's own", nothing, get=signed_in(200), posted=signed_in(200)),
    Row("meetings:end-calendar", "one's own", nothing, get=WRITE_ONLY, posted=signed_in(200)),
    Row("meetings:feed", "Ben's", bens_calendar, get=everybody(200), posted=READ_ONLY),
]
