"""What the numbers say, in sentences. Facts alone: no praise, no blame, nobody's name."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.mirror.looking import Measure
from evenweave.mirror.periods import Period


def lowered(name: str) -> str:
    """A kind's name in the middle of a sentence: “lived experience”, and still “NHS staff”."""
    is_word = len(name) > 1 and name[0].isupper() and name[1].islower()
    return name[0].lower() + name[1:] if is_word else name


def people(group: str) -> str:
    """“people with lived experience”."""
    return _("people with {kind}").format(kind=lowered(group))


def began(period: Period | None, sentence: str) -> str:
    """A sentence with its time before it: “In Design, …”, or “So far, …”."""
    if period is None:
        return _("So far, {sentence}").format(sentence=sentence)
    return _("In {phase}, {sentence}").format(phase=period.name, sentence=sentence)


def seated(period: Period | None, number: int) -> str:
    """How many sat here."""
    told = ngettext("{number} person had a seat.", "{number} people had a seat.", number)
    return began(period, told.format(number=number))


def seats_of(period: Period | None, group: str, held: int, total: int) -> str:
    """How many of them sat here with a kind."""
    return began(period, held_seats(group, held, total) + ".")


def held_seats(group: str, held: int, total: int) -> str:
    """“people with lived experience held 6 of 14 seats”."""
    told = ngettext(
        "{people} held {held} of {total} seat", "{people} held {held} of {total} seats", total
    )
    return told.format(people=people(group), held=held, total=total)


def all_of(measure: Measure, period: Period | None, number: int) -> str:
    """How much there was to share out."""
    if not number:
        return began(period, none_of(measure))
    match measure:
        case Measure.CHAIRING:
            told = ngettext(
                "somebody chaired {number} meeting.", "somebody chaired {number} meetings.", number
            )
        case Measure.ROLES:
            told = ngettext(
                "there was {number} turn at other roles.",
                "there were {number} turns at other roles.",
                number,
            )
        case Measure.ITEMS:
            told = ngettext(
                "somebody led {number} thing on an agenda.",
                "somebody led {number} things on agendas.",
                number,
            )
        case Measure.IDEAS:
            told = ngettext("{number} idea was raised.", "{number} ideas were raised.", number)
        case Measure.WRITTEN:
            told = ngettext(
                "people wrote {number} comment, question or answer.",
                "people wrote {number} comments, questions and answers.",
                number,
            )
        case Measure.JOINED:
            told = ngettext("{number} person came in.", "{number} people came in.", number)
        case _:
            told = ngettext("{number} person left.", "{number} people left.", number)
    return began(period, told.format(number=number))


def none_of(measure: Measure) -> str:
    """That there was nothing to share out."""
    match measure:
        case Measure.CHAIRING:
            return _("nobody chaired a meeting.")
        case Measure.ROLES:
            return _("nobody had a turn at another role.")
        case Measure.ITEMS:
            return _("nobody led anything on an agenda.")
        case Measure.IDEAS:
            return _("no idea was raised.")
        case Measure.WRITTEN:
            return _("nobody wrote a comment, a question or an answer.")
        case Measure.JOINED:
            return _("nobody came in.")
        case _:
            return _("nobody left.")


def part_of(
    measure: Measure,
    period: Period | None,
    group: str,
    part: tuple[int, int],
    seats: tuple[int, int],
) -> str:
    """A group's part of what was shared out, with its seats before it: each of how many."""
    if not part[1]:
        return began(period, none_of(measure))
    did = doing(measure, *part)
    if measure in {Measure.JOINED, Measure.LEFT}:
        return began(period, f"{people(group)} {did}.")
    told = _("{seats} and {did}.").format(seats=held_seats(group, *seats), did=did)
    return began(period, told)


def doing(measure: Measure, count: int, total: int) -> str:
    """“chaired 5 of 12 meetings”."""
    match measure:
        case Measure.CHAIRING:
            told = ngettext(
                "chaired {count} of {total} meeting", "chaired {count} of {total} meetings", total
            )
        case Measure.ROLES:
            told = ngettext(
                "had {count} of {total} turn at other roles",
                "had {count} of {total} turns at other roles",
                total,
            )
        case Measure.ITEMS:
            told = ngettext(
                "led {count} of {total} thing on agendas",
                "led {count} of {total} things on agendas",
                total,
            )
        case Measure.IDEAS:
            told = ngettext(
                "raised {count} of {total} idea", "raised {count} of {total} ideas", total
            )
        case Measure.WRITTEN:
            told = ngettext(
                "wrote {count} of {total} comment, question or answer",
                "wrote {count} of {total} comments, questions and answers",
                total,
            )
        case Measure.JOINED:
            told = ngettext(
                "were {count} of {total} who came in", "were {count} of {total} who came in", total
            )
        case _:
            told = ngettext(
                "were {count} of {total} who left", "were {count} of {total} who left", total
            )
    return told.format(count=count, total=total)


def rate(measure: Measure, period: Period | None, group: str, count: int, total: int) -> str:
    """What became of what a group, or everybody, brought."""
    facts = {"count": count, "total": total, "whose": whose(group)}
    if not total:
        return began(period, nothing(measure).format(**facts))
    match measure:
        case Measure.TAKEN_UP:
            told = ngettext(
                "{count} of {total} answered idea{whose} found its way in, wholly or partly.",
                "{count} of {total} answered ideas{whose} found their way in, wholly or partly.",
                total,
            )
        case Measure.ADOPTED:
            told = ngettext(
                "{count} of {total} proposal{whose} went through.",
                "{count} of {total} proposals{whose} went through.",
                total,
            )
        case Measure.ANSWERED:
            told = ngettext(
                "{count} of {total} idea{whose} got an answer.",
                "{count} of {total} ideas{whose} got an answer.",
                total,
            )
        case _:
            told = ngettext(
                "of {total} idea{whose}, {count} came full circle: its people have read what "
                "became of it.",
                "of {total} ideas{whose}, {count} came full circle: their people have read what "
                "became of them.",
                total,
            )
    return began(period, told.format(**facts))


def whose(group: str) -> str:
    """“ of people with lived experience”; nothing, for everybody."""
    return _(" of {people}").format(people=people(group)) if group else ""


def nothing(measure: Measure) -> str:
    """That there was nothing of which anything could become."""
    match measure:
        case Measure.TAKEN_UP:
            return _("no idea{whose} got an answer.")
        case Measure.ADOPTED:
            return _("no proposal{whose} was decided.")
        case _:
            return _("there was no idea{whose}.")


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


def decided(way: str, period: Period | None, count: int, total: int) -> str:
    """In how many decisions who decided."""
    if not total:
        return began(period, _("nothing was decided yet."))
    match way:
        case "decided_in_the_room":
            told = ngettext(
                "{count} of {total} decision came about in the room.",
                "{count} of {total} decisions came about in the room.",
                total,
            )
        case "decided_by_consensus":
            told = ngettext(
                "{count} of {total} decision came by consensus.",
                "{count} of {total} decisions came by consensus.",
                total,
            )
        case "decided_by_vote":
            told = ngettext(
                "{count} of {total} decision came by a vote.",
                "{count} of {total} decisions came by a vote.",
                total,
            )
        case "decided_by_those_named":
            told = ngettext(
                "{count} of {total} decision came from those who were named for it.",
                "{count} of {total} decisions came from those who were named for it.",
                total,
            )
        case _:
            told = ngettext(
                "{count} of {total} decision could not wait.",
                "{count} of {total} decisions could not wait.",
                total,
            )
    return began(period, told.format(count=count, total=total))


def attendance(period: Period | None, group: str, percent: int, seats_share: Fraction) -> str:
    """About which part of all taking part was a group's."""
    told = _(
        "about {percent} % of all who took part in meetings were {people}, and {seats} % of all "
        "who were asked."
    )
    return began(
        period,
        told.format(percent=percent, people=people(group), seats=round(100 * seats_share)),
    )


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
