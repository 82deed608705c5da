"""How often something may happen: a few times at once, and then one more every so often.

Each limit is one moment for each key (the *generic cell rate algorithm*): every act moves it on
by `every`, and it may lie `burst` acts ahead of now. It stands in the database, so all processes
share it. Keys are keyed hashes, so the table tells nobody's address. Rows are swept when past.

The numbers, and why nobody can be locked out with them:

- `CODES`: three e-mails at once, then one each ten minutes. A code lives for ten minutes too. So
  when somebody else used the limit up, there is always one in the person's inbox that works.
- `GUESSES`: twenty wrong codes a day for one address. Then codes are not typed any more for a
  while, and the link in the same e-mail still opens the door. It cannot be guessed.
- `NETWORK`: sixty wrong codes, then two a minute, from one address of the network. A whole clinic
  may sit behind one, so beyond that nobody is refused: a code then gets one try instead of five.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from evenweave.people.codes import digest
from evenweave.people.models import Limit


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` times at once, and then once each `every`."""

    name: str
    every: timedelta
    burst: int

    def key(self, whom: str) -> str:
        """The row of this limit for an address."""
        return digest(f"limit.{self.name}", whom)


CODES = Pace("codes", timedelta(minutes=10), 3)
GUESSES = Pace("guesses", timedelta(minutes=72), 20)
NETWORK = Pace("network", timedelta(seconds=30), 60)


def is_reached(pace: Pace, whom: str, at: datetime) -> bool:
    """Whether one more would be too many."""
    row = Limit.objects.filter(key_hash=pace.key(whom)).first()
    return row is not None and not has_room(pace, row.until, at)


def has_room(pace: Pace, until: datetime, at: datetime) -> bool:
    """Whether one more fits between now and as far ahead as may be."""
    return max(until, at) + pace.every <= at + pace.every * pace.burst


def count(pace: Pace, whom: str, at: datetime) -> bool:
    """Count one more, inside an action; False when it is too many, and then nothing is counted.

    It only replaces the moment that it read, so of two processes at once each counts.
    """
    key = pace.key(whom)
    Limit.objects.bulk_create([Limit(key_hash=key, until=at)], ignore_conflicts=True)
    while True:
        until = Limit.objects.get(key_hash=key).until
        if not has_room(pace, until, at):
            return False
        later = max(until, at) + pace.every
        if Limit.objects.filter(key_hash=key, until=until).update(until=later):
            return True


def network_of(address: str) -> str:
    """The network that an address belongs to: one home or clinic, as far as can be told."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
