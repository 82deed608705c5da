"""What is next about ideas: what became of one’s own, and what one said one would see to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.ideas.models import Holder, State
from evenweave.ideas.models.ideas import COVERED, UNANSWERED
from evenweave.projects.models import Member

LONGEST = 60


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Ideas of theirs that were answered, and those they took on: one query."""
    return [thing(row) for row in WAITING.of(person_id)]


def waiting(person_id: UUID) -> Any:
    """Their memberships with each idea that waits for them."""
    told = Holder.objects.filter(idea=OuterRef("idea"), member=OuterRef("pk"), is_it=None)
    rows: Any = Member.objects.filter(
        person_id=person_id, left_at=None, project__ideas__state__in=[*UNANSWERED, State.COUNTED]
    ).annotate(
        idea=F("project__ideas__pk"),
        title=F("project__name"),
        words=F("project__ideas__words"),
        state=F("project__ideas__state"),
        is_covered=F("project__ideas__is_covered"),
        raised_at=F("project__ideas__raised_at"),
        is_author=Exists(told.filter(is_author=True)),
        has_taken_it_on=Q(project__ideas__taken_on_by=F("pk")),
    )
    is_told = Q(state=State.COUNTED) & Exists(told)
    is_theirs = Q(state__in=UNANSWERED, has_taken_it_on=True)
    told_or_theirs = rows.filter(is_told | is_theirs).order_by("raised_at", "idea")
    return told_or_theirs.values(
        *("idea", "title", "words", "state", "is_covered", "raised_at", "project_id", "is_author")
    )


WAITING = Prepared(waiting)


def thing(row: dict[str, Any]) -> Next:
    """One idea, and what it asks of a member."""
    is_told = row["state"] == State.COUNTED
    words = str(COVERED) if row["is_covered"] else Truncator(row["words"]).chars(LONGEST)
    return Next(
        verb=_("Read") if is_told else _("See to it"),
        title=title_of(row, is_told=is_told).format(words=words),
        why=(
            _("Is it what you meant? If not, it is heard again.")
            if is_told
            else _("You said that you would see to it that it is answered.")
        ),
        minutes=2 if is_told else 5,
        address=reverse("ideas:idea", args=[row["project_id"], row["idea"]]),
        project=row["title"],
    )


def title_of(row: dict[str, Any], *, is_told: bool) -> str:
    """Whose it is: theirs, or one that they hold with whoever said it first."""
    if not is_told:
        return _("An idea: “{words}”")
    if row["is_author"]:
        return _("What became of your idea: “{words}”")
    return _("What became of an idea that you hold: “{words}”")
