"""What is kept of meetings."""

from evenweave.meetings.models.afterwards import Afterwards
from evenweave.meetings.models.choosing import Offer, Suit, Suits, WhenProposed
from evenweave.meetings.models.feeds import Feed
from evenweave.meetings.models.lines import CameOf
from evenweave.meetings.models.meetings import AHEAD, Item, Kind, Meeting, State
from evenweave.meetings.models.minutes import CaughtUp, Correction, Minutes, Thanks
from evenweave.meetings.models.mixes import LeftOut, Mix, MixPlace, MixWill
from evenweave.meetings.models.roles import (
    USUAL,
    AwayMonth,
    PassedOn,
    Role,
    RoleWill,
    Turn,
)
from evenweave.meetings.models.running import (
    Attendance,
    CheckIn,
    Hand,
    Need,
    Notes,
    Picture,
    Running,
    Task,
)
from evenweave.meetings.models.venues import FACTS, Known, Venue

__all__ = [
    "AHEAD",
    "FACTS",
    "USUAL",
    "Afterwards",
    "Attendance",
    "AwayMonth",
    "CameOf",
    "CaughtUp",
    "CheckIn",
    "Correction",
    "Feed",
    "Hand",
    "Item",
    "Kind",
    "Known",
    "LeftOut",
    "Meeting",
    "Minutes",
    "Mix",
    "MixPlace",
    "MixWill",
    "Need",
    "Notes",
    "Offer",
    "PassedOn",
    "Picture",
    "Role",
    "RoleWill",
    "Running",
    "State",
    "Suit",
    "Suits",
    "Task",
    "Thanks",
    "Turn",
    "Venue",
    "WhenProposed",
]
