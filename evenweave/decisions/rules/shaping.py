"""Why a proposal may not be begun, shaped, opened or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.decisions.models import Comment, Decision, State
from evenweave.decisions.rules.standing import (
    NOT_OPEN,
    may_bring_on,
    unless_draft,
    unless_shaper,
    unless_way,
)
from evenweave.decisions.ways import FEWEST_PEOPLE, MOST_DAYS, Step, StepKind, Way
from evenweave.ideas.models import Idea
from evenweave.projects.models import Circle, Limit, Member
from evenweave.projects.rules.standing import unless_member
from evenweave.sealed.models import FEWEST

MOST_OPTIONS = 50


def why_not_begin_proposal(
    by: Actor, circle: Circle, question: str, reviewed: Decision | None
) -> Promise | None:
    """Every member may propose something to any circle of the project; it needs a question."""
    if reason := unless_member(by, circle.project):
        return reason
    if circle.ended_at is not None:
        return _("This circle has ended, so it decides nothing new. Choose another circle.")
    if text.is_blank(question):
        return _("A proposal needs a question. Write one, then send it again.")
    if reviewed is not None and reviewed.project_id != circle.project_id:
        return _("The decision to look at again is not in this project.")
    if reviewed is not None and reviewed.state not in {State.DECIDED, State.UNDECIDED}:
        return _("Only what was decided, or ended without an answer, can be decided anew.")
    return None


def why_not_shape_proposal(
    by: Actor,
    decision: Decision,
    *,
    question: str,
    options: Sequence[str],
    ideas: Sequence[Idea],
    limits: Sequence[Limit],
) -> Promise | None:
    """Those who propose it shape it, until it opens. All that it names is of this project."""
    if reason := unless_draft(decision) or unless_shaper(by, decision):
        return reason
    if text.is_blank(question):
        return _("A proposal needs a question. Write one, then send it again.")
    if reason := unless_about(decision, options) or unless_options(options):
        return reason
    projects = {each.project_id for each in ideas} | {each.project_id for each in limits}
    if projects - {decision.project_id}:
        return _("Something that you chose is not in this project any more. Choose again.")
    return None


def unless_about(decision: Decision, options: Sequence[str]) -> Promise | None:
    """Whether something else shall change is a yes or a no."""
    if decision.about and options:
        return _("This asks for a yes or no to the words below it. Take the options out.")
    return None


def unless_options(options: Sequence[str]) -> Promise | None:
    """At most 50, each with words of its own. One alone is no choice."""
    if len(options) > MOST_OPTIONS:
        return _("There are more than 50 options. Nobody can hold so many: gather them first.")
    if len(options) == 1:
        return _(
            "One option is no choice. Add another, or leave it empty: then people say yes or no."
        )
    if len({" ".join(text.tidy(each).casefold().split()) for each in options}) < len(options):
        return _("Two options have the same words. Make them differ.")
    return None


def why_not_choose_way(by: Actor, decision: Decision, way: Way) -> Promise | None:
    """Those who propose it choose how it is decided, until it opens. After that nobody does."""
    if decision.state != State.DRAFT:
        return _("The rule was told before anybody took part, so it cannot change any more.")
    return unless_shaper(by, decision) or unless_way(decision.project, way)


def why_not_open_decision(
    by: Actor, decision: Decision, way: Way | None, closes_at: datetime | None, at: datetime
) -> Promise | None:
    """A proposer or a coordinator may open it, once it has a rule and a plain summary.

    Its first step lasts as many days as the rule says, or more, until three months from now.
    A vote that ranks, scores or approves needs two options; so does one with several winners, one
    more than it has seats. The circle has two people at least, all of whom are asked.
    """
    if reason := unless_draft(decision):
        return reason
    if not may_bring_on(by, decision):
        return _("Only the people who propose it, or a coordinator, can open it.")
    if text.is_blank(decision.plain_summary):
        return _("It needs a plain summary first, so that everybody can follow.")
    if way is None:
        return _("It needs a rule first. Choose how it will be decided.")
    if reason := unless_way(decision.project, way):
        return reason
    if reason := unless_long_enough(way.steps[0], closes_at, at):
        return reason
    people, options = decision.circle.people.count(), decision.options.count()
    return unless_enough_people(way, people) or unless_enough_options(way, options)


def unless_enough_people(way: Way, people: int) -> Promise | None:
    """Two at least, and five for a secret vote."""
    if people < FEWEST_PEOPLE:
        return _("There is nobody else in this circle yet, so nobody could answer.")
    vote = way.step(StepKind.VOTE)
    if vote is not None and vote.is_secret and people < FEWEST:
        return _("A secret vote needs at least five people. With fewer it could not stay secret.")
    return None


def unless_long_enough(first: Step, closes_at: datetime | None, at: datetime) -> Promise | None:
    """From the days of the rule on, as days are counted on a calendar. A decider has no end."""
    if first.kind is StepKind.DECIDER:
        return None
    days = (localdate(closes_at) - localdate(at)).days if closes_at else -1
    if closes_at is None or closes_at <= at or days > MOST_DAYS:
        return _("The first step ends between now and three months from now.")
    if days < first.days:
        return _("The rule says how long the first step lasts. Choose that day, or a later one.")
    return None


def unless_enough_options(way: Way, options: int) -> Promise | None:
    """As many options as the vote needs."""
    vote = way.step(StepKind.VOTE)
    if vote is not None and vote.ballot.needs_options and options < least_options(vote):
        return _("This kind of vote needs more options than there are. Add some, or vote simply.")
    return None


def least_options(vote: Step) -> int:
    """One more than can win."""
    return vote.seats + 1


def why_not_throw_away_draft(by: Actor, decision: Decision) -> Promise | None:
    """Whoever proposes it alone throws a draft away, while nobody else has taken part in it."""
    if reason := unless_draft(decision) or unless_shaper(by, decision):
        return reason
    if decision.has_others(Member.objects.acting(by, decision.project)):
        return _("Others took part in this, so it stays. You can take it back instead.")
    return None


def why_not_take_back_proposal(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """Those who propose it may take it back, without a reason, until people vote on it.

    From then on it goes to its end: whoever sees a vote go against them cannot call it off. Nor
    when the time of a step is over, and only the counting is still to be done.
    """
    if decision.state not in {State.DRAFT, State.OPEN}:
        return _("This was decided already. You can propose to decide it anew.")
    if reason := unless_shaper(by, decision):
        return reason
    if decision.has_begun_to_vote or (decision.state == State.OPEN and decision.is_over(at)):
        return _("It goes to its end by its rule now. Then you can propose to decide it anew.")
    return None


def why_not_withdraw_proposal(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """The same, for what is open."""
    if decision.state != State.OPEN:
        return NOT_OPEN
    return why_not_take_back_proposal(by, decision, at)


def why_not_say_comment(
    by: Actor, decision: Decision, words: str, answers: Comment | None
) -> Promise | None:
    """Every member may say what they think, before, while and after it is decided."""
    if reason := unless_member(by, decision.project):
        return reason
    if text.is_blank(words):
        return _("Nothing is written here yet. Write a few words, then send them again.")
    if decision.state == State.TAKEN_BACK:
        return _("This proposal was taken back, so nobody would read it here.")
    if answers is not None and answers.decision_id != decision.id:
        return _("What you answer to is not on this page any more.")
    return None


def why_not_take_back_comment(by: Actor, comment: Comment) -> Promise | None:
    """Only its author, without a reason."""
    if comment.member.person_id is None or by.person != comment.member.person_id:
        return _("Only the person who wrote it can take it back.")
    if comment.taken_back_at is not None:
        return _("It was taken back already.")
    return None
