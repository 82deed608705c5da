"""The calendar file in a message: the meeting as it is now, and nobody’s address but two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import vobject
from django.urls import reverse

from evenweave.common import actors
from evenweave.meetings.actions.meetings import call_off, move_meeting, plan_series
from evenweave.meetings.models import Meeting
from evenweave.meetings.series import EveryWeeks, Series
from evenweave.outbox.models import Message
from evenweave.people.actions import add_person
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import DAY, LONDON, SOON, WEEK, everybody, hall, planned
from tests.outbox.postbox import Postbox, listening, used_by
from tests.outbox.story import work
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

HOUSE, GWENS = "weave@example.org", "gwen@example.org"
# Weekly letters go out on Mondays.
THURSDAY, MONDAY = NOON + 3 * DAY, NOON + WEEK


@pytest.fixture
def mail(settings: Any) -> Iterator[Postbox]:
    """The house sends e-mail."""
    settings.NEXT_ROOMS = []
    with listening() as box:
        yield used_by(settings, box)


@pytest.fixture
def ours() -> Team:
    """A team in which Gwen alone has an e-mail address."""
    made = team()
    made.people["Gwen"] = add_person(name="Gwen", email=GWENS, by=actors.operator(), at=NOON)
    made.add("Gwen")
    return made


def file_in(mail: EmailMessage) -> tuple[str, Any]:
    """The media type and the events of the one file that an e-mail carries."""
    (part,) = mail.iter_attachments()
    assert str(part.get_filename()).endswith(".ics")
    return str(part["Content-Type"]), vobject.readOne(part.get_content())


def move(ours: Team, meeting: Meeting, starts_at: Any = SOON + DAY, version: int = 1) -> None:
    """Ben moves it."""
    told: dict[str, Any] = {"reason": "The bus.", "venue": None, "by": ours.actor("Ben")}
    move_meeting(meeting=meeting, version=version, starts_at=starts_at, at=NOON, **told)


def off(ours: Team, meeting: Meeting) -> None:
    """Ben calls it off."""
    call_off(meeting=meeting, reason="The bus.", by=ours.actor("Ben"), at=NOON)


def series(ours: Team, count: int = 4) -> list[Meeting]:
    """Dev plans several at once."""
    told: dict[str, Any] = {"circle": everybody(ours), "title": "Study team", "minutes": 90}
    when = Series(SOON.date(), SOON.time(), LONDON, EveryWeeks(2), count=count)
    return list(plan_series(series=when, by=ours.actor("Dev"), at=NOON, **told).meetings)


def test_planned_moved_and_called_off_each_arrive_as_a_calendar_understands(
    ours: Team, mail: Postbox
) -> None:
    meeting = planned(ours, venue=hall(ours))
    work(THURSDAY)
    move(ours, meeting)
    work(THURSDAY)
    off(ours, meeting)
    work(THURSDAY)
    read = [file_in(each) for each in mail.mails()]
    methods = ("REQUEST", "REQUEST", "CANCEL")
    for number, (method, (media_type, calendar)) in enumerate(zip(methods, read, strict=True)):
        assert media_type.startswith("text/calendar; ")
        assert f'method="{method}"' in media_type
        assert calendar.method.value == method
        assert calendar.vevent.uid.value == f"{meeting.id}@evenweave"
        assert calendar.vevent.sequence.value == str(number)
    starts = [calendar.vevent.dtstart.value for _type, calendar in read]
    assert starts == [SOON, SOON + DAY, SOON + DAY]
    assert read[2][1].vevent.status.value == "CANCELLED"


def test_the_house_and_the_receiver_are_named_in_it_and_nobody_else(
    ours: Team, mail: Postbox
) -> None:
    planned(ours)
    work(THURSDAY)
    _type, calendar = file_in(mail.only())
    assert calendar.vevent.organizer.value == f"mailto:{HOUSE}"
    assert [each.value for each in calendar.vevent.attendee_list] == [f"mailto:{GWENS}"]
    words = calendar.serialize().replace("\r\n ", "")
    uid = str(calendar.vevent.uid.value)
    assert set(re.findall(r"[\w.+-]+@[\w.-]+", words)) == {HOUSE, GWENS, uid}
    assert not [name for name in ours.people if name in words]


def test_a_series_is_one_file_with_all_of_its_meetings(ours: Team, mail: Postbox) -> None:
    meetings = series(ours)
    work(THURSDAY)
    media_type, calendar = file_in(mail.only())
    assert 'method="PUBLISH"' in media_type
    assert calendar.method.value == "PUBLISH"
    events = calendar.vevent_list
    assert [each.uid.value for each in events] == [f"{each.id}@evenweave" for each in meetings]
    assert [each.dtstart.value for each in events] == [each.starts_at for each in meetings]
    assert {each.organizer.value for each in events} == {f"mailto:{HOUSE}"}
    assert "ATTENDEE" not in calendar.serialize()


def test_one_of_a_series_is_then_moved_by_itself(ours: Team, mail: Postbox) -> None:
    first, *_others = series(ours)
    work(THURSDAY)
    move(ours, first)
    work(THURSDAY)
    _type, calendar = file_in(mail.mails()[1])
    assert calendar.method.value == "REQUEST"
    assert calendar.vevent.uid.value == f"{first.id}@evenweave"
    assert calendar.vevent.sequence.value == "1"


def test_what_waits_for_the_weekly_letter_tells_what_holds_by_then(
    ours: Team, mail: Postbox
) -> None:
    far = SOON + 4 * WEEK
    meeting = planned(ours, starts_at=far)
    work(THURSDAY)
    assert mail.taken == []
    move(ours, meeting, far + DAY)
    work(THURSDAY)
    work(MONDAY)
    letter = mail.mails()[1]
    assert letter["Subject"] == "Your weekly letter"
    _type, calendar = file_in(letter)
    assert calendar.vevent.dtstart.value == far + DAY
    assert calendar.vevent.sequence.value == "1"


def test_what_can_come_too_late_in_a_weekly_letter_goes_at_once(ours: Team, mail: Postbox) -> None:
    meeting = planned(ours, starts_at=SOON + 4 * WEEK)
    planned(ours, title="Soon", starts_at=SOON)
    work(THURSDAY)
    assert len(mail.taken) == 1
    move(ours, meeting, SOON + 5 * WEEK)
    work(THURSDAY)
    assert len(mail.taken) == 2


def test_a_worker_that_comes_again_sends_it_once(ours: Team, mail: Postbox) -> None:
    planned(ours)
    for _each in range(3):
        work(THURSDAY)
    assert len(mail.taken) == 1


def test_without_a_mail_server_the_file_is_there_to_hand_over(ours: Team) -> None:
    meeting = planned(ours)
    told = Message.objects.get(to=ours.people["Gwen"].id)
    assert told.state == "to_hand_over"
    address = reverse("outbox:file", args=[told.id, 0])
    for who in ("Gwen", "Amina"):
        client = enter(ours, who)
        assert address in client.get(reverse("outbox:message", args=[told.id])).text
        answer = client.get(address)
        assert answer["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="second-meeting.ics"'
        calendar = vobject.readOne(answer.text)
        assert calendar.vevent.uid.value == f"{meeting.id}@evenweave"
        assert "mailto" not in answer.text
    off(ours, meeting)
    calendar = vobject.readOne(enter(ours, "Gwen").get(address).text)
    assert calendar.vevent.status.value == "CANCELLED"


def test_whoever_left_learns_nothing_more_from_an_old_message(ours: Team) -> None:
    planned(ours)
    told, by = Message.objects.get(to=ours.people["Gwen"].id), ours.actor("Gwen")
    leave_project(member=ours.member("Gwen"), hand_over={}, wants_news=False, by=by, at=NOON)
    assert enter(ours, "Gwen").get(reverse("outbox:file", args=[told.id, 0])).status_code == 404


def test_a_time_that_is_still_chosen_has_no_file(ours: Team) -> None:
    meeting = planned(ours, starts_at=None)
    off(ours, meeting)
    assert Message.objects.get(to=ours.people["Gwen"].id).files() == ()


def test_an_address_that_no_calendar_can_hold_is_left_out(ours: Team) -> None:
    planned(ours)
    (file,) = Message.objects.get(to=ours.people["Gwen"].id).files(HOUSE, '"a b"@example.org')
    calendar = vobject.readOne(file.content.decode())
    assert calendar.method.value == "PUBLISH"
    assert calendar.vevent.organizer.value == f"mailto:{HOUSE}"
    assert "ATTENDEE" not in calendar.serialize()
