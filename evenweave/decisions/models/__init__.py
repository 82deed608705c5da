"""What is kept of decisions."""

from evenweave.decisions.models.decisions import (
    Decision,
    DecisionIdea,
    DecisionLimit,
    Kind,
    Option,
    Proposer,
    ProposerAsked,
    Protocol,
    State,
)
from evenweave.decisions.models.electors import Elector, Vote
from evenweave.decisions.models.lone import LoneDissent
from evenweave.decisions.models.outcomes import (
    Dissent,
    Doubt,
    EarlierTelling,
    How,
    NextStep,
    Outcome,
    Present,
)
from evenweave.decisions.models.rounds import Comment, Position, Round, Stance
from evenweave.decisions.models.slips import SlipCount, SlipVoter
from evenweave.decisions.models.standing import StandingRule

__all__ = [
    "Comment",
    "Decision",
    "DecisionIdea",
    "DecisionLimit",
    "Dissent",
    "Doubt",
    "EarlierTelling",
    "Elector",
    "How",
    "Kind",
    "LoneDissent",
    "NextStep",
    "Option",
    "Outcome",
    "Position",
    "Present",
    "Proposer",
    "ProposerAsked",
    "Protocol",
    "Round",
    "SlipCount",
    "SlipVoter",
    "Stance",
    "StandingRule",
    "State",
    "Vote",
]
