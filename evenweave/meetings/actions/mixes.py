"""Mixing people while they meet, and staying out of it without a reason."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.meetings import mixes, mixing
from evenweave.meetings.actions.running import LIVE, step
from evenweave.meetings.models import LeftOut, Meeting, Mix, MixPlace, MixWill, State
from evenweave.meetings.rules import mixes as rules
from evenweave.projects.models import Circle, Member

PRIVATE = "Whether somebody is happy to be mixed is theirs to say, and nobody else’s to read."


@action(quiet=PRIVATE)
def say_mix_will(
    *, meeting: Meeting, member: Member, is_happy_to: bool, by: Actor, at: datetime
) -> None:
    """I am here and happy to be drawn; or leave me out today. It goes with the meeting."""
    refuse_if(rules.why_not_say_mix_will(by, meeting, member))
    told = {"is_happy_to": is_happy_to}
    MixWill.objects.update_or_create(meeting=meeting, member=member, defaults=told)


@action(quiet=PRIVATE)
def say_left_out(
    *, circle: Circle, member: Member, is_left_out: bool, by: Actor, at: datetime
) -> None:
    """Never ask me in this circle; or do. With whom they were drawn before is forgotten, too."""
    refuse_if(rules.why_not_say_left_out(by, circle, member))
    if not is_left_out:
        LeftOut.objects.filter(circle=circle, member=member).delete()
        return
    LeftOut.objects.get_or_create(circle=circle, member=member)
    MixWill.objects.filter(meeting__circle=circle, member=member).delete()
    was = MixPlace.objects.filter(mix__meeting__circle=circle, member=member)
    was.exclude(mix__meeting__state=State.RUNNING).delete()
    database.overwrite_at_commit()


@action(quiet=LIVE)
def draw_pairs(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Two and two for a beginning, and one three where the number is odd."""
    refuse_if(rules.why_not_draw_pairs(by, meeting))
    draw(meeting, Mix.Sort.PAIRS, mixing.pairs_of(mixes.happy_to(meeting).count()))


@action(quiet=LIVE)
def draw_tables(*, meeting: Meeting, number: int, is_most: bool, by: Actor, at: datetime) -> None:
    """At tables with so many people at most, or at so many tables."""
    refuse_if(rules.why_not_draw_tables(by, meeting, number, is_most=is_most))
    people = mixes.happy_to(meeting).count()
    draw(meeting, Mix.Sort.TABLES, mixes.tables_for(people, number, is_most=is_most))


def draw(meeting: Meeting, sort: str, groups: int) -> None:
    """Draw, and keep it in place of what was drawn at this meeting before."""
    people = mixes.shown(mixes.happy_to(meeting))
    before = mixes.earlier(meeting, sort)
    Mix.objects.filter(meeting=meeting, sort=sort).delete()
    mix = Mix.objects.create(meeting=meeting, sort=sort)
    found = mixing.mixed(people, groups, before, seed=str(mix.id))
    MixPlace.objects.bulk_create(
        MixPlace(mix=mix, member_id=person, number=number)
        for number, group in enumerate(found, 1)
        for person in group
    )
    step(meeting)


@action(quiet=LIVE)
def put_away_mixes(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """It has served. That two were together is kept a while, so that they meet others next."""
    refuse_if(rules.why_not_put_away_mixes(by, meeting))
    Mix.objects.filter(meeting=meeting).update(is_put_away=True)
    step(meeting)
