"""What is kept of a person."""

from evenweave.people.models.needs import Look, Need, NeedReader
from evenweave.people.models.persons import Deed, Gift, Helper, NewAddress, Person, Way
from evenweave.people.models.signing import (
    Device,
    How,
    InstitutionTie,
    Limit,
    Passkey,
    SpentChallenge,
    Ticket,
)

__all__ = [
    "Deed",
    "Device",
    "Gift",
    "Helper",
    "How",
    "InstitutionTie",
    "Limit",
    "Look",
    "Need",
    "NeedReader",
    "NewAddress",
    "Passkey",
    "Person",
    "SpentChallenge",
    "Ticket",
    "Way",
]
