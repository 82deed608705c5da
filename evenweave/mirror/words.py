"""What the numbers say, in sentences. Facts alone: no praise, no blame, nobody's name."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from evenweave.mirror.groups import Seat
from evenweave.mirror.looking import ByWhom, Measure
from evenweave.mirror.periods import Period

# Something that is shared out: that there was none, how much there was, and a group's part.
SHARED_OUT = {
    Measure.CHAIRING: (
        gettext_lazy("nobody chaired a meeting."),
        ngettext_lazy(
            "somebody chaired {number} meeting.", "somebody chaired {number} meetings.", "number"
        ),
        ngettext_lazy(
            "chaired {count} of {total} meeting", "chaired {count} of {total} meetings", "total"
        ),
    ),
    Measure.ROLES: (
        gettext_lazy("nobody had a turn at another role."),
        ngettext_lazy(
            "there was {number} turn at other roles.",
            "there were {number} turns at other roles.",
            "number",
        ),
        ngettext_lazy(
            "had {count} of {total} turn at other roles",
            "had {count} of {total} turns at other roles",
            "total",
        ),
    ),
    Measure.ITEMS: (
        gettext_lazy("nobody led anything on an agenda."),
        ngettext_lazy(
            "somebody led {number} thing on an agenda.",
            "somebody led {number} things on agendas.",
            "number",
        ),
        ngettext_lazy(
            "led {count} of {total} thing on agendas",
            "led {count} of {total} things on agendas",
            "total",
        ),
    ),
    Measure.IDEAS: (
        gettext_lazy("no idea was raised."),
        ngettext_lazy("{number} idea was raised.", "{number} ideas were raised.", "number"),
        ngettext_lazy("raised {count} of {total} idea", "raised {count} of {total} ideas", "total"),
    ),
    Measure.WRITTEN: (
        gettext_lazy("nobody wrote a comment, a question or an answer."),
        ngettext_lazy(
            "people wrote {number} comment, question or answer.",
            "people wrote {number} comments, questions and answers.",
            "number",
        ),
        ngettext_lazy(
            "wrote {count} of {total} comment, question or answer",
            "wrote {count} of {total} comments, questions and answers",
            "total",
        ),
    ),
    Measure.JOINED: (
        gettext_lazy("nobody came in."),
        ngettext_lazy("{number} person came in.", "{number} people came in.", "number"),
        gettext_lazy("were {count} of the {total} who came in"),
    ),
    Measure.LEFT: (
        gettext_lazy("nobody left."),
        ngettext_lazy("{number} person left.", "{number} people left.", "number"),
        gettext_lazy("were {count} of the {total} who left"),
    ),
}
# What became of what people brought: that there was none, and how many of how many.
BECAME = {
    Measure.TAKEN_UP: (
        gettext_lazy("no idea{whose} got an answer."),
        ngettext_lazy(
            "{count} of {total} answered idea{whose} found its way in, wholly or partly.",
            "{count} of {total} answered ideas{whose} found their way in, wholly or partly.",
            "total",
        ),
    ),
    Measure.ADOPTED: (
        gettext_lazy("no proposal{whose} was decided."),
        ngettext_lazy(
            "{count} of {total} proposal{whose} went through.",
            "{count} of {total} proposals{whose} went through.",
            "total",
        ),
    ),
    Measure.ANSWERED: (
        gettext_lazy("there was no idea{whose}."),
        ngettext_lazy(
            "{count} of {total} idea{whose} got an answer.",
            "{count} of {total} ideas{whose} got an answer.",
            "total",
        ),
    ),
    Measure.TOLD: (
        gettext_lazy("there was no idea{whose}."),
        ngettext_lazy(
            "of {total} idea{whose}, {count} came full circle: its people have read what became "
            "of it.",
            "of {total} ideas{whose}, {count} came full circle: their people have read what "
            "became of them.",
            "total",
        ),
    ),
}
DECIDED = {
    ByWhom.ROOM: ngettext_lazy(
        "{count} of {total} decision came about in the room.",
        "{count} of {total} decisions came about in the room.",
        "total",
    ),
    ByWhom.CONSENSUS: ngettext_lazy(
        "{count} of {total} decision came by consensus.",
        "{count} of {total} decisions came by consensus.",
        "total",
    ),
    ByWhom.VOTE: ngettext_lazy(
        "{count} of {total} decision came by a vote.",
        "{count} of {total} decisions came by a vote.",
        "total",
    ),
    ByWhom.NAMED: ngettext_lazy(
        "{count} of {total} decision came from those who were named for it.",
        "{count} of {total} decisions came from those who were named for it.",
        "total",
    ),
    ByWhom.URGENT: ngettext_lazy(
        "{count} of {total} decision could not wait.",
        "{count} of {total} decisions could not wait.",
        "total",
    ),
}

# Whom the first three kinds are about. What a team calls a kind may be anything: “NHS”, “Carers”.
PEOPLE = (
    (gettext_lazy("Lived experience"), gettext_lazy("people with lived experience")),
    (gettext_lazy("Practice"), gettext_lazy("practitioners")),
    (gettext_lazy("Research"), gettext_lazy("researchers")),
)


def lowered(name: str) -> str:
    """A kind's name in the middle of a sentence: “lived experience”, and still “NHS staff”."""
    is_word = len(name) > 1 and name[0].isupper() and name[1].islower()
    return name[0].lower() + name[1:] if is_word else name


def people(group: str) -> str:
    """“people with lived experience”; of a kind that a team named itself, by that name."""
    known = {str(kind): told for kind, told in PEOPLE}
    return str(known.get(group) or _("people of “{kind}”").format(kind=group))


def began(period: Period | None, sentence: str) -> str:
    """A sentence with its time before it: “In Design, …”, or “So far, …”."""
    if period is None:
        return _("So far, {sentence}").format(sentence=sentence)
    return _("In {phase}, {sentence}").format(phase=period.name, sentence=sentence)


def seated(period: Period | None, number: int) -> str:
    """How many sat here."""
    told = ngettext("{number} person had a seat.", "{number} people had a seat.", number)
    return began(period, told.format(number=number))


def seats_of(period: Period | None, group: str, seat: Seat) -> str:
    """How many of them sat here with a kind."""
    return began(period, held_seats(group, seat) + ".")


def held_seats(group: str, seat: Seat) -> str:
    """“people with lived experience held 6 of 14 seats”; where many came or went, also by days."""
    told = ngettext(
        "{people} held {held} of {total} seat", "{people} held {held} of {total} seats", seat.all
    )
    if abs(seat.share * seat.all - seat.held) >= 1:
        told = _("{people} held {held} of {total} seats at the end, {percent} % by days")
    percent = round(100 * seat.share)
    return told.format(people=people(group), held=seat.held, total=seat.all, percent=percent)


def all_of(measure: Measure, period: Period | None, number: int) -> str:
    """How much there was to share out."""
    none, some, _part = SHARED_OUT[measure]
    return began(period, some.format(number=number) if number else str(none))


def part_of(
    measure: Measure,
    period: Period | None,
    group: str,
    part: tuple[int, int],
    seat: Seat,
) -> str:
    """A group's part of what was shared out, of how much, with its seats before it."""
    none, _all, told = SHARED_OUT[measure]
    count, total = part
    if not total:
        return began(period, str(none))
    did = told.format(count=count, total=total)
    if measure in {Measure.JOINED, Measure.LEFT}:
        return began(period, f"{people(group)} {did}.")
    both = _("{seats} and {did}.").format(seats=held_seats(group, seat), did=did)
    return began(period, both)


def rate(measure: Measure, period: Period | None, group: str, count: int, total: int) -> str:
    """What became of what a group, or everybody, brought."""
    none, told = BECAME[measure]
    if not total:
        return began(period, str(none).format(whose=whose(group)))
    return began(period, told.format(count=count, total=total, whose=whose(group)))


def whose(group: str) -> str:
    """“ of people with lived experience”; nothing, for everybody."""
    return _(" of {people}").format(people=people(group)) if group else ""


def days(period: Period | None, middle: float | None, answers: int) -> str:
    """How long answers took."""
    if middle is None:
        return began(period, _("no idea got an answer yet."))
    told = ngettext(
        "the idea that got an answer waited {days}.",
        "of {answers} ideas that got an answer, half waited {days} or less.",
        answers,
    )
    return began(period, told.format(answers=answers, days=so_long(middle)))


def so_long(days: float) -> str:
    """“1 day”, “14.5 days”."""
    told = _("{days} day") if days == 1 else _("{days} days")
    return told.format(days=f"{days:g}")


def decided(by_whom: ByWhom, period: Period | None, count: int, total: int) -> str:
    """In how many decisions who decided."""
    if not total:
        return began(period, _("nothing was decided yet."))
    return began(period, DECIDED[by_whom].format(count=count, total=total))


def attendance(period: Period | None, group: str, percent: int, seats_share: Fraction) -> str:
    """About which part of all taking part was a group's."""
    told = _(
        "of those who show their seat, {people} were about {percent} % of all who took part in "
        "meetings, and {seats} % of all who were asked."
    )
    return began(
        period,
        told.format(percent=percent, people=people(group), seats=round(100 * seats_share)),
    )


def unmet(period: Period | None) -> str:
    """Why there is nothing to tell of who took part."""
    return began(period, _("nobody met."))


def untold_attendance(period: Period | None) -> str:
    """Why it is not told who took part."""
    if period is not None:
        return began(
            period, _("who took part in meetings is not told: only so far, for all of it.")
        )
    told = _(
        "it is not told who took part in meetings: each sees that of themself alone, and it "
        "could give somebody away."
    )
    return began(period, told)


def untold(period: Period | None) -> str:
    """Why it is not told kind by kind."""
    return began(period, _("too few people sat here with one of the kinds to tell them apart."))


def arrived(band: str) -> str:
    """How many were shown round."""
    if not band:
        return _("It is not told how many of those who came in were shown round.")
    return _("Of all who came in, {number} were shown round.").format(number=band)
