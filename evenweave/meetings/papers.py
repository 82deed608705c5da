"""An agenda on paper: plain, in large print or in Easy Read, with somebody's own things first.

Or with nobody's, for a wall or a post box. A page to print in a browser tells the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common import sheets
from evenweave.common.paper import Paper
from evenweave.common.sheets import EASY, Part, Picture, Section, Sheet
from evenweave.common.text import shortened
from evenweave.meetings import brought
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Item, Kind, Meeting
from evenweave.meetings.own import Own, owned, tasks_of, turns_of
from evenweave.meetings.telling import NOTHING_YET
from evenweave.projects.models import Member

# Easy Read has 20 pages at most. Where all of it needs more, so many signs of what people wrote
# stand on them; the rest is read on the page of the meeting.
MOST_PAGES = 20
ROOMS = (6_000, 2_000, 0)
ALL = 1_000_000
# At least so much of whatever has a name, and so many of one's own things.
SHORT, FEW = 80, 12

QUESTION = Picture("info", gettext_lazy("Something to know"))
PERSON = Picture("user", gettext_lazy("A person"))
CALENDAR = Picture("calendar", gettext_lazy("A calendar"))
PIN = Picture("map-pin", gettext_lazy("A pin on a map"))
PHONE = Picture("phone", gettext_lazy("A telephone"))
PLANT = Picture("sprout", gettext_lazy("A young plant"))
SHEET = Picture("file-text", gettext_lazy("A sheet of paper"))
BY_PURPOSE = {
    Item.Purpose.SHARE: Picture("volume-2", gettext_lazy("Something is told")),
    Item.Purpose.TALK: Picture("message-circle", gettext_lazy("Something said")),
    Item.Purpose.DECIDE: Picture("vote", gettext_lazy("A ballot box")),
    Item.Purpose.BREAK: Picture("coffee", gettext_lazy("A hot drink")),
}
EASILY = {
    Item.Purpose.SHARE: gettext_lazy("Somebody tells us about this."),
    Item.Purpose.TALK: gettext_lazy("We talk about this."),
    Item.Purpose.DECIDE: gettext_lazy("We decide this."),
    Item.Purpose.BREAK: gettext_lazy("We have a break."),
}

MORE = [
    gettext_lazy("There is more to read."),
    gettext_lazy("You find it on the page of the meeting."),
]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is told of a meeting. `whose` is nobody, or whose own things come first."""

    meeting: Meeting
    items: Sequence[Item]
    hopes: Sequence[str]
    whose: Member | None
    own: Sequence[Own]
    at: datetime


def agenda_of(meeting: Meeting, member: Member | None, at: datetime) -> Agenda:
    """The agenda as it stands, for a member or for everybody."""
    items = brought.read(meeting.items.select_related("lead__person"))
    for each in items:
        each.meeting = meeting
    own: Sequence[Own] = []
    if member is not None:
        tasks = tasks_of(meeting).filter(member=member)
        own = owned(turns_of(meeting), items, tasks)[member.pk]
    return Agenda(meeting, items, hopes_for(meeting), member, own, at)


def pdf(agenda: Agenda, dress: str) -> Paper:
    """A PDF (PDF/UA-1). Raises KeyError for a dress that is not there."""
    made = sheets.drawn(sheet(agenda, dress), dress)
    for room in ROOMS:
        if dress != EASY or made.pages <= MOST_PAGES:
            break
        made = sheets.drawn(sheet(agenda, dress, room), dress)
    return made


def sheet(agenda: Agenda, dress: str, room: int = ALL) -> Sheet:
    """All of it, in the order in which it is needed."""
    meeting, day = agenda.meeting, date_format(localtime(agenda.at), _("j F Y"))
    why = shortened(meeting.why, SHORT + room)
    under = [meeting.project.name, why, _("As it stands on {day}.").format(day=day)]
    return Sheet(
        title=meeting.title,
        under=[each for each in under if each],
        sections=list(sections(agenda, room, is_easy=dress == EASY)),
    )


def sections(agenda: Agenda, room: int, *, is_easy: bool) -> Iterator[Section]:
    """What is somebody's own, when, where, and what about."""
    meeting = agenda.meeting
    if agenda.own and agenda.whose:
        yield own_section(agenda.whose, agenda.own, room)
    yield Section(_("When"), lines=list(when(meeting)), picture=CALENDAR)
    yield where_section(meeting, room)
    if meeting.venue and (unknown := meeting.venue.unknown()):
        yield Section(
            _("Not known about the place"),
            lines=[_("Nobody has said this yet:")],
            points=[str(each) for each in unknown],
            picture=QUESTION,
        )
    if link := meeting.link or (meeting.venue.link if meeting.venue else ""):
        lines = [_("You can take part from elsewhere."), link]
        yield Section(_("From elsewhere"), lines=lines, picture=PHONE)
    if agenda.hopes and room:
        yield hopes_section(agenda.hopes, room)
    if meeting.kind == Kind.MEETING:
        yield items_section(agenda.items, room, is_easy=is_easy)
    yield Section(
        _("Is anything missing?"),
        lines=[
            _("Anybody can add to this."),
            _("You can do that on the page of the meeting."),
            _("Or ask somebody in the team to do it for you."),
        ],
        picture=SHEET,
    )


def own_section(member: Member, own: Sequence[Own], room: int) -> Section:
    """What is theirs."""
    points = []
    for each in own[: FEW + room]:
        until = date_format(each.until, _("l j F Y")) if each.until else ""
        told = shortened(str(each), SHORT + room)
        points.append(f"{told}\n{_('Until {day}').format(day=until)}" if until else told)
    if more := len(own) - len(points):
        points.append(ngettext("And {n} more thing.", "And {n} more things.", more).format(n=more))
    return Section(_("For you, {name}").format(name=member.called), points=points, picture=PERSON)


def when(meeting: Meeting) -> Iterator[str]:
    """The day and the times, by the clock on the wall there."""
    begins, ends = meeting.starts_at, meeting.ends_at
    if begins is None or ends is None:
        yield _("We are still choosing the day.")
        return
    zone = ZoneInfo(meeting.zone)
    yield date_format(begins.astimezone(zone), _("l j F Y"))
    yield _("From {begins} to {ends}").format(
        begins=date_format(begins.astimezone(zone), "P"),
        ends=date_format(ends.astimezone(zone), "P"),
    )
    place = meeting.zone.rpartition("/")[2].replace("_", " ")
    yield _("That is the time in {place}.").format(place=place)


def where_section(meeting: Meeting, room: int) -> Section:
    """The place, with what to know before one comes."""
    venue = meeting.venue
    if venue is None:
        told = _("It is online.") if meeting.link else _("The place is not chosen yet.")
        return Section(_("Where"), lines=[told], picture=PIN)
    place = [venue.name, venue.address, venue.travel, venue.more]
    lines = [shortened(each, SHORT + room) for each in place if each]
    points = [str(words) for _said, words in venue.told()]
    if points:
        lines.append(_("Before you come:"))
    return Section(_("Where"), lines=lines, points=points, picture=PIN)


def hopes_section(hopes: Sequence[str], room: int) -> Section:
    """What would make it worth people's time, as they wrote it."""
    each_has = room // len(hopes)
    said = [_("“{words}”").format(words=shortened(each, each_has)) for each in hopes]
    return Section(
        _("What would make it worth our time"),
        lines=[_("We said this when we came.")],
        points=said,
        picture=PLANT,
    )


def items_section(items: Sequence[Item], room: int, *, is_easy: bool) -> Section:
    """What it is about, in its order."""
    title = _("What it is about")
    if not items:
        return Section(title, lines=[str(NOTHING_YET)], picture=SHEET)
    parts = [
        Part(
            title=_("{number}. {title}").format(
                number=number, title=shortened(item.called, SHORT + room)
            ),
            lines=list(easily(item, room // len(items)) if is_easy else plainly(item)),
            picture=BY_PURPOSE[Item.Purpose(item.purpose)],
        )
        for number, item in enumerate(items, 1)
    ]
    if room == ALL:
        return Section(title, parts)
    return Section(title, parts, lines=[str(each) for each in MORE], picture=SHEET)


def plainly(item: Item) -> Iterator[str]:
    """What it is for, how long it takes, who leads it, and what to read before."""
    told = [item.get_purpose_display(), minutes(item)]
    if item.lead:
        told.append(_("led by {name}").format(name=item.lead.called))
    yield " · ".join(told)
    yield from brought_words(item)
    yield from sheets.paragraphs(item.prepare)
    yield from quietly(item)


def easily(item: Item, room: int) -> Iterator[str]:
    """The same, one idea a line."""
    yield str(EASILY[Item.Purpose(item.purpose)])
    yield _("It takes {minutes}.").format(minutes=minutes(item))
    if item.lead:
        yield _("{name} leads it.").format(name=item.lead.called)
    wanted = [
        idea for words in [*brought_words(item), item.prepare] for idea in sheets.ideas(words)
    ]
    yield from fitting(wanted, room)
    yield from quietly(item)


def brought_words(item: Item) -> Iterator[str]:
    """What it is that came by itself, and more of it in its own words."""
    if item.brought:
        yield f"{item.title}."
    if item.brought and item.brought.words:
        yield item.brought.words


def quietly(item: Item) -> Iterator[str]:
    """What has changed since."""
    if item.is_gone:
        yield _("It is not there any more.")
    if item.brought and item.brought.since:
        yield str(item.brought.since)
    if item.came_late:
        yield _("It was added after the agenda went out.")


def minutes(item: Item) -> str:
    """How long it takes."""
    return ngettext("{n} minute", "{n} minutes", item.minutes).format(n=item.minutes)


def fitting(sayings: Iterable[str], room: int) -> Iterator[str]:
    """As many as there is room for, in signs; each needs a line at least."""
    for words in sayings:
        room -= max(len(words), SHORT)
        if room < 0:
            return
        yield words
