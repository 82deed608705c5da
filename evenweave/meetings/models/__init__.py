"""What is kept of meetings."""

from evenweave.meetings.models.choosing import Offer, Suit, Suits
from evenweave.meetings.models.meetings import Item, Kind, Meeting, State
from evenweave.meetings.models.venues import FACTS, Known, Venue

__all__ = ["FACTS", "Item", "Kind", "Known", "Meeting", "Offer", "State", "Suit", "Suits", "Venue"]
