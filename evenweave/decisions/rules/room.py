"""Why something may not be written down as agreed, doubted, or done because it could not wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.decisions.models import Decision, Kind, StandingRule, State
from evenweave.decisions.models.decisions import DOUBTED_WITHIN
from evenweave.decisions.rules.standing import unless_in_circle
from evenweave.projects.models import Circle, Member

# So long a rule stands before whoever wrote it may decide alone by it.
SEEN_FOR = timedelta(days=7)
NOTHING = _("Nothing is written here yet. Write one sentence, then send it again.")


def why_not_agree_in_room(
    by: Actor, circle: Circle, words: str, people: Sequence[Member]
) -> Promise | None:
    """Somebody of the circle writes down what it agreed on, and who was there: two at least."""
    if reason := unless_in_circle(by, circle):
        return reason
    if text.is_blank(words):
        return NOTHING
    if len({member.id for member in people}) < 2:
        return _("An agreement needs two people at least. Tick everybody who was there.")
    if any(member.project_id != circle.project_id for member in people):
        return _("Somebody who is ticked is not in this project. Look at the names again.")
    return None


def why_not_doubt_agreement(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """Anybody in the circle may say so, for 14 days after it was written down."""
    if reason := unless_in_circle(by, decision.circle):
        return reason
    if decision.kind != Kind.ROOM or decision.state != State.DECIDED:
        return _("This is not something that was agreed in the room.")
    if decision.closed_at is None or at - decision.closed_at > DOUBTED_WITHIN:
        return _(
            "It was agreed more than 14 days ago. You can still propose something else, "
            "or write down what you see otherwise."
        )
    return None


def why_not_act_urgently(
    by: Actor, circle: Circle, words: str, reason: str, at: datetime
) -> Promise | None:
    """Only somebody whom the circle's rule names, in person, and with a reason that all read.

    Whoever wrote that rule themself waits for a week, so that the circle has seen it.
    """
    if by.kind is not ActorKind.PERSON:
        return _("Somebody who decides for all does it in person.")
    member = Member.objects.acting(by, circle.project)
    rule = StandingRule.objects.of(circle)
    if member is None or rule is None or member.id not in rule.way.deciders:
        return _(
            "Only somebody whom the team named as a decider can decide alone. "
            "They are named on the page “How we decide”."
        )
    if rule.set_by == by.person and at - rule.set_at < SEEN_FOR:
        return _(
            "You wrote down yourself, less than a week ago, that you decide. "
            "The others need time to see it first."
        )
    if text.is_blank(words):
        return NOTHING
    if text.is_blank(reason):
        return _("Say why it could not wait. Everybody will read it.")
    return None
