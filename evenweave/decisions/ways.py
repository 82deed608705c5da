"""The rule of a decision: an ordered list of steps, told before anybody takes part.

Pure: a way is made from what was chosen, kept as JSON, and read again. Talking, then consensus,
then a vote, then somebody who was named. Silence is never consent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.tallies.simple import Threshold

MOST_ROUNDS = 9
MOST_DAYS = 92
MOST_DOTS = 100
HIGHEST_SCORE = 10
# With fewer there is nobody with whom to decide.
FEWEST_PEOPLE = 2
# In a hundred. With fewer, a few would decide in the name of all who are silent.
LEAST_FOR_CONSENSUS = 50


class StepKind(StrEnum):
    """What a team does in a step."""

    TALK = "talk"
    CONSENSUS = "consensus"
    VOTE = "vote"
    DECIDER = "decider"


ORDER = list(StepKind)


class Tie(StrEnum):
    """What happens when a vote leaves options level."""

    NO_CHANGE = "no-change"
    LOT = "lot"
    DECIDER = "decider"


class Ballot(StrEnum):
    """How people vote. Simple is one choice; where there are no options, yes or no."""

    SIMPLE = "simple"
    APPROVAL = "approval"
    SCORE = "score"
    DOTS = "dots"
    IRV = "irv"
    SCHULZE = "schulze"
    STV = "stv"

    @property
    def is_everyday(self) -> bool:
        """Whether it stands among the first; the others wait behind “More ways”."""
        return self in {Ballot.SIMPLE, Ballot.APPROVAL}

    @property
    def needs_options(self) -> bool:
        """Whether there must be two options or more."""
        return self is not Ballot.SIMPLE


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way.

    `days` is how long it lasts, 1 to 92. `rounds` is how often consensus is tried, 0 for as long as
    it takes. `quorum` is how many in a hundred of those who do not rest must have said something,
    0 to 100. `deciders` are ids of members, and `reason` says why it is they.
    """

    kind: StepKind
    days: int = 7
    rounds: int = 2
    quorum: int = 50
    ballot: Ballot = Ballot.SIMPLE
    threshold: Threshold = Threshold.HALF
    tie: Tie = Tie.NO_CHANGE
    seats: int = 1
    dots: int = 5
    deciders: tuple[UUID, ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """What matters in a step of this kind, for the database and the record."""
        told: dict[str, Any] = {"kind": str(self.kind), "days": self.days}
        match self.kind:
            case StepKind.CONSENSUS:
                told |= {"rounds": self.rounds, "quorum": self.quorum}
            case StepKind.VOTE:
                told |= {"ballot": str(self.ballot), "quorum": self.quorum, "tie": str(self.tie)}
                told |= {"threshold": str(self.threshold), "seats": self.seats, "dots": self.dots}
            case StepKind.DECIDER:
                told |= {"deciders": [str(each) for each in self.deciders], "reason": self.reason}
        return told

    @property
    def as_fact(self) -> dict[str, Any]:
        """The same for the record: codes and ids, without the words of the reason."""
        return {name: value for name, value in self.as_json().items() if name != "reason"}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Step:
        """The step that `as_json` wrote down."""
        given = dict(told) | {"kind": StepKind(told["kind"])}
        for name, read in READ.items():
            if name in given:
                given[name] = read(given[name])
        return cls(**given)


READ: Mapping[str, Any] = {
    "ballot": Ballot,
    "threshold": Threshold,
    "tie": Tie,
    "deciders": lambda ids: tuple(UUID(each) for each in ids),
}


class Preset(StrEnum):
    """Ways that teams know, each in two plain sentences (`PRESETS`)."""

    CONSENSUS_VOTE_LEADS = "consensus-vote-leads"
    EVERYONE_HAPPY = "everyone-happy"
    SIMPLE_VOTE = "simple-vote"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Told:
    """What a preset is called, and how it goes in two sentences."""

    title: Promise
    sentences: Promise


PRESETS: Mapping[Preset, Told] = {
    Preset.CONSENSUS_VOTE_LEADS: Told(
        _("Consensus, else a vote, else those we named"),
        _(
            "We look for something that everybody can live with. If we do not find it we vote, "
            "and if that does not settle it, the people we named decide and say why."
        ),
    ),
    Preset.EVERYONE_HAPPY: Told(
        _("Everyone is happy, or it is not finished"),
        _(
            "We go on until everybody has said that they are for it or can live with it. "
            "Nobody is outvoted, and there is no other way out."
        ),
    ),
    Preset.SIMPLE_VOTE: Told(
        _("Talk, then a simple vote"),
        _(
            "We talk it over, then everybody has one vote. "
            "More than half decides, and if nothing has more than half, nothing changes."
        ),
    ),
    Preset.OWN: Told(
        _("Steps of our own"),
        _("You choose the steps yourselves. Everybody sees them before anybody takes part."),
    ),
}


@dataclass(frozen=True, slots=True)
class Way:
    """The steps, in their order, and the preset that they came from."""

    steps: tuple[Step, ...]
    preset: Preset = Preset.OWN

    def as_json(self) -> dict[str, Any]:
        """For the database."""
        return {"preset": str(self.preset), "steps": [step.as_json() for step in self.steps]}

    @property
    def as_fact(self) -> list[dict[str, Any]]:
        """For the record."""
        return [step.as_fact for step in self.steps]

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Way:
        """The way that `as_json` wrote down."""
        steps = tuple(Step.from_json(each) for each in told["steps"])
        return cls(steps, Preset(told["preset"]))

    def step(self, kind: StepKind) -> Step | None:
        """Its step of this kind, if it has one."""
        return next((step for step in self.steps if step.kind is kind), None)

    @property
    def deciders(self) -> tuple[UUID, ...]:
        """Those who decide if nothing else does."""
        step = self.step(StepKind.DECIDER)
        return step.deciders if step else ()

    @property
    def is_by_majority(self) -> bool:
        """Whether a majority may decide over a minority."""
        return self.step(StepKind.VOTE) is not None


def of_preset(preset: Preset, *, deciders: Iterable[UUID] = (), reason: str = "") -> Way:
    """A known way. Only the one that ends with named people needs `deciders` and `reason`."""
    talk, vote = Step(StepKind.TALK), Step(StepKind.VOTE)
    match preset:
        case Preset.CONSENSUS_VOTE_LEADS:
            named = Step(StepKind.DECIDER, deciders=tuple(deciders), reason=reason)
            return Way((Step(StepKind.CONSENSUS), replace(vote, tie=Tie.DECIDER), named), preset)
        case Preset.EVERYONE_HAPPY:
            return Way((talk, Step(StepKind.CONSENSUS, rounds=0, quorum=100)), preset)
        case Preset.SIMPLE_VOTE:
            return Way((talk, vote), preset)
        case Preset.OWN:
            raise ValueError("Steps of one’s own are no preset.")


def why_not_way(way: Way) -> Promise | None:
    """Some steps, each once and in their order, that can come to an end."""
    kinds = [step.kind for step in way.steps]
    if not kinds or kinds == [StepKind.TALK]:
        return _("Talking alone decides nothing. Choose one more step.")
    if kinds != sorted(set(kinds), key=ORDER.index):
        return _("Each step comes once, in this order: talk, consensus, vote, decider.")
    for step in way.steps:
        if (reason := why_not_step(step)) is not None:
            return reason
    vote, last = way.step(StepKind.VOTE), way.step(StepKind.DECIDER)
    if vote is not None and vote.tie is Tie.DECIDER and last is None:
        return _("If the decider settles a tie, name a decider as the last step.")
    consensus = way.step(StepKind.CONSENSUS)
    if consensus is not None and not consensus.rounds and kinds[-1] is not StepKind.CONSENSUS:
        return _("If consensus goes on as long as it takes, no other step can follow it.")
    return None


def why_not_step(step: Step) -> Promise | None:
    """Each number of a step is one that makes sense."""
    if not 1 <= step.days <= MOST_DAYS:
        return _("A step lasts from one day to three months.")
    if not 0 <= step.rounds <= MOST_ROUNDS:
        return _("Consensus can be tried nine times at most.")
    if not 0 <= step.quorum <= 100:
        return _("How many must take part is a number from 0 to 100, in a hundred.")
    if not 1 <= step.dots <= MOST_DOTS:
        return _("Each person has from 1 to 100 dots.")
    return why_not_kind(step)


def why_not_kind(step: Step) -> Promise | None:
    """What only steps of one kind have makes sense."""
    if step.kind is StepKind.CONSENSUS and step.quorum < LEAST_FOR_CONSENSUS:
        return _("Consensus needs at least half of us to speak: silence is no consent.")
    if step.kind is StepKind.VOTE and (step.seats < 1 or (step.seats > 1) != needs_seats(step)):
        return _("Only the vote for several winners has several winners; it has two or more.")
    if step.kind is StepKind.DECIDER and not step.deciders:
        return _("Name at least one person who decides.")
    if step.kind is StepKind.DECIDER and not step.reason.strip():
        return _("Say why it is they who decide, such as “the funder requires it”.")
    return None


def needs_seats(step: Step) -> bool:
    """Whether several can win."""
    return step.ballot is Ballot.STV
