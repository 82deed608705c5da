"""The story so far, in plain words: what an hour's reading of the record would tell somebody new.

The newest comes first. Who came and went is told in numbers, as the record's own signed lines give
them; nobody is named for it, and nobody is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.decisions.models import Decision, How, Outcome, State
from evenweave.disclosure.wholes import signed
from evenweave.projects import kinds
from evenweave.projects.models import Limit, Phase, Project
from evenweave.projects.team import in_words
from evenweave.record.models import Entry

# So few that they are read. The rest is one link away.
DECISIONS, LIMITS = 5, 5


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as the story tells it: what was asked, what came of it, and why."""

    decision: Decision
    outcome: Outcome
    came: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the page tells."""

    began_at: datetime
    phases: Sequence[Phase]
    now: Sequence[Phase]
    people: list[str]
    decisions: Sequence[Told]
    limits: Sequence[Limit]
    has_more: bool


def story_of(project: Project, at: datetime) -> Story:
    """The story of a project, in seven questions to the database, however long it is."""
    phases = [phase for phase in project.phases.all() if phase.starts_on is not None]
    today = localdate(at)
    found = decided(project)
    return Story(
        began_at=project.founded_at,
        phases=[phase for phase in phases if phase.starts_on and phase.starts_on <= today],
        now=list(Phase.objects.on(today).filter(project=project)),
        people=comings_and_goings(project),
        decisions=[each for each in map(told, found[:DECISIONS]) if each is not None],
        limits=list(project.limits.filter(ended_at=None).order_by("-said_at", "id")[:LIMITS]),
        has_more=len(found) > DECISIONS,
    )


def decided(project: Project) -> list[Decision]:
    """The last decisions that came to something, newest first, and one more if there is one."""
    standing = Outcome.objects.filter(ended_at=None).exclude(how=How.NOBODY)
    found = (
        Decision.objects.filter(project=project, state=State.DECIDED, outcomes__in=standing)
        .prefetch_related(Prefetch("outcomes", standing, "standing"), "options")
        .order_by("-outcomes__decided_at", "-id")
    )
    return list(found[: DECISIONS + 1])


def told(decision: Decision) -> Told | None:
    """A decision in its team's own words; without them, in the program's."""
    outcomes: list[Outcome] = decision.standing  # type: ignore[attr-defined]
    if not outcomes:
        return None
    outcome = outcomes[0]
    return Told(decision, outcome, outcome.words or came_to(decision, outcome), outcome.reason)


def came_to(decision: Decision, outcome: Outcome) -> str:
    """What was chosen, where nobody has said it in plain words yet."""
    if outcome.chosen == ["yes"]:
        return _("Yes.")
    if outcome.chosen == ["no"]:
        return _("No.")
    chosen = [each.words for each in decision.options.all() if str(each.id) in outcome.chosen]
    return ", ".join(chosen)


def comings_and_goings(project: Project) -> list[str]:
    """How many came and left, by the signed lines of the record; and how many are here."""
    names = {kinds.JOINED.name: "came", kinds.LEFT.name: "left"}
    lines = Entry.objects.filter(stream=project.stream_id, kind__in=names)
    counted = {"came": 0, "left": 0}
    for kind, number in lines.values_list("kind").annotate(number=Count("pk")).order_by():
        counted[names[kind]] = number
    came, left = (part.papers or 0 for part in signed(counted).parts)
    here = project.members.present().count()
    sentences = [
        ngettext("{number} person is here now.", "{number} people are here now.", here).format(
            number=in_words(here).capitalize()
        )
    ]
    if came:
        sentences.append(
            ngettext("{number} came since it began.", "{number} came since it began.", came).format(
                number=in_words(came).capitalize()
            )
        )
    if left:
        sentences.append(
            ngettext(
                "{number} left. What they did stays.", "{number} left. What they did stays.", left
            ).format(number=in_words(left).capitalize())
        )
    return sentences
