"""Ideas that nobody answered, decisions that wait, and minutes: what comes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.text import shortened
from evenweave.decisions.models import Decision
from evenweave.decisions.models import State as Step
from evenweave.ideas.models import Idea
from evenweave.ideas.models.ideas import UNANSWERED, State
from evenweave.meetings.brought import Brought, Source
from evenweave.meetings.models import Item, Meeting, Minutes

# A proposal that has been shaped for so long is talked over, rather than forgotten.
SHAPED_FOR = timedelta(days=7)
LONGEST_TITLE, LONGEST_WORDS = 80, 600

IDEA_SINCE: Mapping[str, Promise] = {
    State.COUNTED: gettext_lazy("It has been answered since."),
    State.TOLD: gettext_lazy("It has been answered since."),
    State.GATHERED: gettext_lazy("It has become a part of another idea since."),
    State.TAKEN_BACK: gettext_lazy("Its author took it back."),
}
DECISION_SINCE: Mapping[str, Promise] = {
    Step.DECIDED: gettext_lazy("It has been decided since."),
    Step.UNDECIDED: gettext_lazy("It has closed since, and nothing changes."),
    Step.TAKEN_BACK: gettext_lazy("It was taken back."),
}


def ideas_waiting(meeting: Meeting, at: datetime) -> Iterable[UUID]:
    """Those of the circle that nobody answered, the oldest first."""
    found = Idea.objects.filter(circle=meeting.circle_id, state__in=UNANSWERED)
    return found.order_by("raised_at", "id").values_list("pk", flat=True)


def ideas_shown(ids: Iterable[UUID]) -> dict[UUID, Brought]:
    """Ideas, in the words of whoever had them; covered words stay covered."""
    found = Idea.objects.filter(pk__in=list(ids))
    return {each.pk: idea_shown(each) for each in found}


def idea_shown(idea: Idea) -> Brought:
    """One of them."""
    words = " ".join(idea.called.split())
    title = _("“{words}”").format(words=shortened(words, LONGEST_TITLE))
    return Brought(
        title=title if words and not idea.is_covered else words or _("An idea"),
        words=shortened(idea.called, LONGEST_WORDS) if len(words) > LONGEST_TITLE else "",
        address=reverse("ideas:idea", args=[idea.project_id, idea.pk]),
        read=gettext_lazy("Read the idea"),
        since=IDEA_SINCE.get(idea.state, ""),
    )


def decisions_waiting(meeting: Meeting, at: datetime) -> Iterable[UUID]:
    """Those of the circle that will be open when it meets; then what has been shaped for a week.

    A proposal without a plain summary is not ready to be spoken of.
    """
    goes_on = Q(closes_at=None) | Q(closes_at__gte=meeting.starts_at)
    is_open = goes_on & Q(state=Step.OPEN)
    is_shaped = ~Q(plain_summary="") & Q(state=Step.DRAFT, made_at__lte=at - SHAPED_FOR)
    open_first = Case(When(state=Step.OPEN, then=Value(0)), default=Value(1))
    found = Decision.objects.filter(is_open | is_shaped, circle=meeting.circle_id)
    return found.order_by(open_first, "closes_at", "made_at", "id").values_list("pk", flat=True)


def decisions_shown(ids: Iterable[UUID]) -> dict[UUID, Brought]:
    """Decisions, with their question and their plain summary."""
    names = ("question", "plain_summary", "state", "project_id")
    found = Decision.objects.filter(pk__in=list(ids)).only(*names)
    return {each.pk: decision_shown(each) for each in found}


def decision_shown(decision: Decision) -> Brought:
    """One of them."""
    return Brought(
        title=decision.question,
        words=shortened(decision.plain_summary, LONGEST_WORDS),
        address=reverse("decisions:decision", args=[decision.project_id, decision.pk]),
        read=gettext_lazy("Read the proposal"),
        since=DECISION_SINCE.get(decision.state, ""),
    )


DECISIONS = Source(
    "decision",
    title=gettext_lazy("A decision"),
    purpose=Item.Purpose.DECIDE,
    minutes=15,
    waiting=decisions_waiting,
    shown=decisions_shown,
)
IDEAS = Source(
    "idea",
    title=gettext_lazy("An idea that waits for an answer"),
    purpose=Item.Purpose.TALK,
    minutes=10,
    waiting=ideas_waiting,
    shown=ideas_shown,
)


READ_AGREED = gettext_lazy("Read these minutes")
READ_AND_AGREE = gettext_lazy("Read these minutes, and agree on them")


def minutes_shown(ids: Iterable[UUID]) -> dict[UUID, Brought]:
    """Minutes of earlier meetings, by the meeting they are of."""
    found = Minutes.objects.filter(meeting__in=list(ids)).select_related("meeting")
    return {each.meeting_id: draft_shown(each) for each in found}


def draft_shown(draft: Minutes) -> Brought:
    """One of them."""
    meeting = draft.meeting
    moment = meeting.on_the_wall
    day = date_format(moment, "j F") if moment else ""
    return Brought(
        title=_("The minutes of “{title}”, {day}").format(title=meeting.title, day=day),
        words="",
        address=reverse("meetings:minutes", args=[meeting.project_id, meeting.pk]),
        read=READ_AGREED if draft.agreed_at else READ_AND_AGREE,
        since=gettext_lazy("They have been agreed since.") if draft.agreed_at else "",
    )


MINUTES = Source(
    Minutes.THING,
    title=gettext_lazy("The minutes of last time"),
    purpose=Item.Purpose.DECIDE,
    minutes=5,
    waiting=lambda _meeting, _at: (),  # they come first, by actions.agenda.put_minutes_on
    shown=minutes_shown,
)
