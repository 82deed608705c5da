"""A decision as its page tells it: where it stands, by which rule, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.decisions import counting, recounting
from evenweave.decisions.forms.ways import BALLOTS, QUORUMS, THRESHOLDS, TIES
from evenweave.decisions.models import Decision, How, Option, Outcome, Stance, State
from evenweave.decisions.tallies.explaining import Words, explained
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Ballot, Step, StepKind, Way
from evenweave.projects.models import Member

SAID = Words(gettext=_, ngettext=ngettext)

TITLES = {
    StepKind.TALK: gettext_lazy("Talk it over"),
    StepKind.CONSENSUS: gettext_lazy("Look for something that all can live with"),
    StepKind.VOTE: gettext_lazy("Vote, with your name"),
    StepKind.DECIDER: gettext_lazy("The people who were named decide"),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of the rule, as the kit's steps show it."""

    words: str | Promise
    more: str
    state: str


def steps_of(way: Way, decision: Decision | None, names: dict[Any, str]) -> list[ShownStep]:
    """The rule as steps, with “now” at the one that goes on. `names` are those of deciders."""
    return [
        ShownStep(title_of(step), more_of(step, decision, names, place), state_of(decision, place))
        for place, step in enumerate(way.steps)
    ]


def title_of(step: Step) -> str | Promise:
    """What a step is called."""
    return gettext_lazy("Vote, in a sealed box") if step.is_secret else TITLES[step.kind]


def state_of(decision: Decision | None, place: int) -> str:
    """Whether a step is done, goes on, or is to come."""
    if decision is None or decision.state == State.DRAFT:
        return ""
    if decision.state == State.OPEN and place == decision.step:
        return "now"
    return "done" if place <= decision.step else ""


def more_of(step: Step, decision: Decision | None, names: dict[Any, str], place: int) -> str:
    """What matters about a step, in a sentence or two."""
    told = [in_words(step, names)]
    if decision is not None and state_of(decision, place) == "now" and decision.closes_at:
        day = date_format(localtime(decision.closes_at), _("l j F, P"))
        told.append(_("It goes on until {day}").format(day=day.rstrip(".") + "."))
    elif decision is None or decision.state == State.DRAFT:
        told.append(lasting(step))
    return " ".join(filter(None, told))


def lasting(step: Step) -> str:
    """How long it lasts."""
    if step.kind is StepKind.DECIDER:
        return ""
    days = ngettext("It lasts {n} day.", "It lasts {n} days.", step.days)
    return days.format(n=step.days)


def in_words(step: Step, names: dict[Any, str]) -> str:
    """How a step goes, in words."""
    match step.kind:
        case StepKind.TALK:
            return _("Everybody can say what they think.")
        case StepKind.CONSENSUS:
            return consensus_in_words(step)
        case StepKind.VOTE:
            return secret_vote_in_words(step, names) if step.is_secret else vote_in_words(step)
        case StepKind.DECIDER:
            people = ", ".join(names.get(each, _("a former member")) for each in step.deciders)
            return _("{people}. Why they: {reason}.").format(
                people=people, reason=step.reason.rstrip(".")
            )


def consensus_in_words(step: Step) -> str:
    """When there is consensus, and how often it is tried."""
    enough = _("{quorum} must have said something, and nobody is against it or still worried.")
    told = [enough.format(quorum=quorum_in_words(step.quorum))]
    if step.rounds:
        tries = ngettext("It is tried once.", "It is tried up to {n} times.", step.rounds)
        told.append(tries.format(n=step.rounds))
    else:
        told.append(_("We go on as long as it takes."))
    return " ".join(told)


def vote_in_words(step: Step) -> str:
    """How people vote, how much is enough, and what happens when it is level."""
    told = [f"{dict(BALLOTS)[step.ballot]}."]
    if step.ballot is Ballot.SIMPLE:
        told.append(_("It takes {much}.").format(much=dict(THRESHOLDS)[step.threshold]))
    if step.ballot is Ballot.STV:
        told.append(_("{n} win.").format(n=step.seats))
    if step.ballot is Ballot.DOTS:
        told.append(_("Each has {n} dots.").format(n=step.dots))
    if step.quorum:
        told.append(_("{quorum} must take part.").format(quorum=quorum_in_words(step.quorum)))
    told.append(_("If it is level, {what}.").format(what=dict(TIES)[step.tie]))
    return " ".join(told)


def secret_vote_in_words(step: Step, names: dict[Any, str]) -> str:
    """The same for a sealed box: its bar is counted among all who could vote."""
    told = [vote_in_words(step)]
    if step.ballot is Ballot.SIMPLE and step.threshold is not Threshold.MOST:
        told.append(_("That is counted among all who could vote."))
    told.append(_("Nobody can find out who chose what. Fewer than five papers are never opened."))
    if step.holders:
        people = ", ".join(names.get(each, _("a former member")) for each in step.holders)
        told.append(
            _("Three locks: {people} keep a card each, and any two open it.").format(people=people)
        )
    return " ".join(told)


def quorum_in_words(quorum: int) -> str:
    """How many, as a sentence begins."""
    words = str(dict(QUORUMS).get(quorum, _("{n} in a hundred of us").format(n=quorum)))
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Heap:
    """Those who stand in one place in a round.

    Where not all are shown, each row has `here`: how many stand there.
    """

    stance: Stance
    positions: Sequence[Mapping[str, Any]]

    @property
    def label(self) -> str | Promise:
        """The stance in words."""
        return self.stance.label

    @property
    def without_words(self) -> list[Mapping[str, Any]]:
        """Those who only said where they stand."""
        said = ("words", "taken_back_at", "is_covered")
        return [each for each in self.positions if not any(each[name] for name in said)]

    @property
    def people(self) -> int:
        """How many stand here, shown or not."""
        return int(self.positions[0].get("here", len(self.positions)))

    @property
    def people_in_words(self) -> str:
        """The same as it reads."""
        return ngettext("{n} person", "{n} people", self.people).format(n=self.people)

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return self.people - len(self.positions)

    @property
    def more_in_words(self) -> str:
        """The same as it reads."""
        return ngettext("And {n} more", "And {n} more", self.more).format(n=self.more)


def heaps(positions: Sequence[Mapping[str, Any]]) -> list[Heap]:
    """The positions of a round by where people stand; what stands in the way comes first."""
    order = [Stance.AGAINST, Stance.WORRY, Stance.LIVE_WITH, Stance.FOR]
    heaped = [
        Heap(stance, [each for each in positions if each["stance"] == stance]) for stance in order
    ]
    return [heap for heap in heaped if heap.positions]


@dataclass(frozen=True, slots=True)
class Bar:
    """An option, with how much it got: a number, and its part of the most, in twelfths."""

    words: str
    amount: str
    width: int
    has_won: bool


@dataclass(frozen=True, slots=True)
class ShownCount:
    """A count as its page tells it."""

    bars: Sequence[Bar]
    sentences: Sequence[str]
    took_part: str
    nonce: str = ""


def count_of(outcome: Outcome, options: Sequence[Option]) -> ShownCount | None:
    """How an outcome was counted, from the count that it keeps."""
    kept = outcome.count
    if not kept or kept.get("is_secret") or not kept["papers"]:
        return None
    result = counting.named(recounting.counted(kept), options)
    sentences = [sentence for lines in explained(result, SAID) for sentence in lines]
    took_part = ngettext(
        "{cast} of {electors} took part.", "{cast} of {electors} took part.", kept["cast"]
    ).format(cast=kept["cast"], electors=kept["electors"])
    first = result.rounds[0].counts if result.rounds else {}
    most = max([float(number) for number in first.values()], default=0) or 1
    bars = [
        Bar(
            words=name,
            amount=amount(number),
            width=round(12 * float(number) / most),
            has_won=name in result.winners and result.is_settled,
        )
        for name, number in first.items()
    ]
    return ShownCount(bars, sentences, took_part, kept["nonce"])


def amount(number: Any) -> str:
    """A number as people read it."""
    value = float(number)
    return str(int(value)) if value == int(value) else f"{value:.2f}"


def chosen_in_words(outcome: Outcome, options: Sequence[Option]) -> str:
    """What was chosen, by the words of the options."""
    known = counting.words_of([]) | counting.words_of(options)
    return ", ".join(known.get(key, _("an option that is gone")) for key in outcome.chosen)


def sentence_of(outcome: Outcome, options: Sequence[Option]) -> str:
    """What came of it, in the program's words, for as long as nobody has said it better."""
    if outcome.words:
        return outcome.words
    if outcome.how == How.NOBODY:
        return _("Nothing was decided, so nothing changes. It can be proposed anew.")
    return chosen_in_words(outcome, options)


@dataclass
class Names:
    """What the people are called who are named in a rule."""

    known: dict[Any, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ways: Iterable[Way]) -> Names:
        """Those whom these rules name as deciders, or to keep a card."""
        ids = {each for way in ways for step in way.steps for each in step.deciders + step.holders}
        if not ids:
            return cls()
        members = Member.objects.filter(pk__in=ids).select_related("person")
        return cls({member.pk: member.called for member in members})
