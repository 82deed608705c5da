"""How something is decided: a known way, or steps of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, NameField, YesField
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Numbers, Things, field
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import (
    LEAST_FOR_CONSENSUS,
    PRESETS,
    Ballot,
    Preset,
    Step,
    StepKind,
    Tie,
    Way,
    of_preset,
    why_not_way,
)
from evenweave.projects.models import Member

DAYS = [(3, _("3 days")), (7, _("a week")), (14, _("two weeks")), (28, _("four weeks"))]
QUORUMS = [
    (0, _("whoever takes part")),
    (25, _("a quarter of us")),
    (50, _("half of us")),
    (66, _("two thirds of us")),
    (100, _("all of us")),
]
ROUNDS = [(1, _("once")), (2, _("twice")), (3, _("three times")), (0, _("as long as it takes"))]
BALLOTS = [
    (Ballot.SIMPLE, _("One choice each; without options, yes or no")),
    (Ballot.APPROVAL, _("Tick all that you could live with")),
    (Ballot.SCORE, _("Give each a number from 0 to 10")),
    (Ballot.DOTS, _("Share out dots")),
    (Ballot.IRV, _("Put them in order: the last goes out, round by round")),
    (Ballot.SCHULZE, _("Put them in order: each two are compared")),
    (Ballot.STV, _("Put them in order, and several win")),
]
THRESHOLDS = [
    (Threshold.HALF, _("more than half")),
    (Threshold.TWO_THIRDS, _("two thirds")),
    (Threshold.MOST, _("more than any other")),
]
TIES = [
    (Tie.NO_CHANGE, _("nothing changes")),
    (Tie.LOT, _("a lot decides, which everybody can draw again")),
    (Tie.DECIDER, _("those who are named as the last step decide")),
]


class WayForm(Form):
    """A known way in two sentences, or one's own, step by step."""

    OWN = (
        *("talk", "consensus", "rounds", "vote", "ballot", "threshold", "quorum", "tie"),
        *("seats", "dots", "decider", "days"),
    )

    preset = ChoiceField(
        label=_("How will it be decided?"),
        choices=[(str(preset), told.title) for preset, told in PRESETS.items()],
        hints={str(preset): told.sentences for preset, told in PRESETS.items()},
    )
    deciders = Things(
        label=_("Who decides, if nothing else does?"),
        help_text=_("Only needed if named people come last. They are named to all from the start."),
        required=False,
    )
    reason = NameField(
        label=_("Why they?"),
        help_text=_("Such as “the funder requires it”."),
        limit=200,
        required=False,
    )
    talk = YesField(label=_("First we talk it over"), required=False)
    consensus = YesField(label=_("We look for consensus"), required=False)
    rounds = Numbers(label=_("How often is consensus tried?"), numbers=ROUNDS, initial=2)
    vote = YesField(label=_("We vote"), required=False)
    ballot = ChoiceField(
        label=_("How do we vote?"), choices=BALLOTS, initial=Ballot.SIMPLE, required=False
    )
    threshold = ChoiceField(
        label=_("How much is enough, where each has one choice?"),
        choices=THRESHOLDS,
        initial=Threshold.HALF,
        required=False,
    )
    quorum = Numbers(label=_("How many must take part?"), numbers=QUORUMS, initial=50)
    tie = ChoiceField(
        label=_("And if it is level?"), choices=TIES, initial=Tie.NO_CHANGE, required=False
    )
    seats = Numbers(
        label=_("How many win?"), numbers=[(n, str(n)) for n in range(1, 13)], initial=1
    )
    dots = Numbers(
        label=_("How many dots has each?"), numbers=[(n, str(n)) for n in (3, 5, 10)], initial=5
    )
    decider = YesField(label=_("Last, the people named above decide"), required=False)
    days = Numbers(label=_("How long does each step last?"), numbers=DAYS, initial=7)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "deciders").among(members)

    @property
    def own(self) -> list[Any]:
        """What waits behind “Steps of our own”."""
        return [self[name] for name in self.OWN]

    def clean(self) -> dict[str, Any]:
        """The way itself, or what is amiss with it."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            way = self.chosen(given)
            if (reason := why_not_way(way)) is not None:
                self.add_error(self.place_of(way), str(reason))
            given["way"] = way
        return given

    def place_of(self, way: Way) -> str:
        """Where to mend it."""
        last = way.step(StepKind.DECIDER)
        if last is not None and not last.deciders:
            return "deciders"
        if last is not None and not last.reason:
            return "reason"
        consensus = way.step(StepKind.CONSENSUS)
        if consensus is not None and consensus.quorum < LEAST_FOR_CONSENSUS:
            return "quorum"
        return "preset"

    @staticmethod
    def chosen(given: dict[str, Any]) -> Way:
        """The way from the answers."""
        named = {
            "deciders": tuple(member.pk for member in given["deciders"]),
            "reason": given["reason"],
        }
        preset = Preset(given["preset"])
        if preset is not Preset.OWN:
            return of_preset(preset, **named)
        steps = {
            StepKind.TALK: Step(StepKind.TALK),
            StepKind.CONSENSUS: Step(
                StepKind.CONSENSUS, rounds=given["rounds"], quorum=given["quorum"]
            ),
            StepKind.VOTE: Step(
                StepKind.VOTE,
                ballot=Ballot(given["ballot"] or Ballot.SIMPLE),
                threshold=Threshold(given["threshold"] or Threshold.HALF),
                tie=Tie(given["tie"] or Tie.NO_CHANGE),
                quorum=given["quorum"],
                seats=given["seats"],
                dots=given["dots"],
            ),
            StepKind.DECIDER: Step(StepKind.DECIDER, **named),
        }
        return Way(tuple(replace(steps[k], days=given["days"]) for k in steps if given[k.value]))


def answers(way: Way) -> dict[str, Any]:
    """What the form shows for a way that was chosen before."""
    told: dict[str, Any] = {"preset": str(way.preset)}
    for step in way.steps:
        told |= {step.kind.value: True, "days": step.days}
        match step.kind:
            case StepKind.CONSENSUS:
                told |= {"rounds": step.rounds, "quorum": step.quorum}
            case StepKind.VOTE:
                told |= {"ballot": str(step.ballot), "threshold": str(step.threshold)}
                told |= {"tie": str(step.tie), "quorum": step.quorum}
                told |= {"seats": step.seats, "dots": step.dots}
            case StepKind.DECIDER:
                told |= {"deciders": [str(each) for each in step.deciders], "reason": step.reason}
    return told
