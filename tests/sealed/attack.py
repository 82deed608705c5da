"""The attacker: ways to tell from copies who chose what, and how good a guess is by chance.

Each way gets all copies of one vote, in order, and gives what it believes; what it does not know is
filled in by chance, each choice once, as anybody could who has read the result.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import factorial
from uuid import UUID

from evenweave.sealed import cards, crypto, papers, sharing
from evenweave.sealed.models import Box
from tests.sealed.copies import Copy, Row

Belief = dict[UUID, bytes]
SEED = re.compile(rb"[0-9a-f]{64}")


@dataclass
class Evidence:
    """One vote as the attacker knows it: who may vote, what was chosen, the box, all copies."""

    people: list[UUID]
    choices: list[bytes]
    box: Box | None
    copies: list[Copy]
    # The same row stands in copy after copy.
    searched: dict[bytes, tuple[set[UUID], set[bytes]]] = field(default_factory=dict)

    @cached_property
    def fresh(self) -> list[list[Row]]:
        """Rows that are new between one copy and the next."""
        stand = [{(row.table, row.content) for row in copy.rows} for copy in self.copies]
        return [
            [row for row in copy.rows if (row.table, row.content) not in old]
            for old, copy in zip(stand, self.copies[1:], strict=False)
        ]

    @cached_property
    def contents(self) -> list[bytes]:
        """Every file and every log, each once, however many copies hold it."""
        return list(dict.fromkeys(each for copy in self.copies for each in copy.raw.values()))

    def people_in(self, content: bytes) -> set[UUID]:
        """Everybody whose id stands in these bytes, in any form."""
        return set(self.search(content)[0])

    def choices_in(self, content: bytes) -> set[bytes]:
        """Every choice that stands there."""
        return set(self.search(content)[1])

    def search(self, content: bytes) -> tuple[set[UUID], set[bytes]]:
        """Both, looked for once."""
        if content not in self.searched:
            people = {who for who in self.people if any(form in content for form in forms(who))}
            self.searched[content] = people, {each for each in self.choices if each in content}
        return self.searched[content]


def forms(who: UUID) -> tuple[bytes, ...]:
    """How an id may be written."""
    return who.bytes, who.hex.encode(), str(who).encode()


# Ways


def beside(seen: Evidence) -> Belief:
    """A row that holds a person and a choice."""
    return linked(seen, ([row] for copy in seen.copies for row in copy.rows))


def one_transaction(seen: Evidence) -> Belief:
    """Rows that the same transaction wrote, in whatever tables, dead or alive."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for copy in seen.copies:
        for row in copy.rows:
            if row.transaction:
                groups[row.transaction].append(row)
    return linked(seen, groups.values())


def one_request(seen: Evidence) -> Belief:
    """Rows that are new between one copy and the next."""
    return linked(seen, seen.fresh)


def linked(seen: Evidence, groups: Iterable[list[Row]]) -> Belief:
    """Groups of rows that speak of one person and one choice; a later one counts."""
    belief: Belief = {}
    for group in groups:
        content = b"\x00".join(row.content for row in group)
        people, choices = seen.people_in(content), seen.choices_in(content)
        if len(people) == len(choices) == 1:
            belief[people.pop()] = choices.pop()
    return belief


def nearness(seen: Evidence) -> Belief:
    """The person whose id stands last before a choice, anywhere in any file or log."""
    belief: Belief = {}
    for content in seen.contents:
        for choice in seen.choices:
            start = 0
            while (place := content.find(choice, start)) >= 0:
                around = content[max(0, place - 400) : place]
                near = {max(around.rfind(f) for f in forms(who)): who for who in seen.people}
                if max(near) >= 0:
                    belief[near[max(near)]] = choice
                start = place + 1
    return belief


def order_of_rows(seen: Evidence) -> Belief:
    """Who voted first, by the copies, chose what lies first in its table."""
    rows = [row for row in seen.copies[-1].rows if len(seen.choices_in(row.content)) == 1]
    rows.sort(key=lambda row: (row.table, row.place))
    return in_step(seen, [seen.choices_in(row.content).pop() for row in rows])


def order_in_files(seen: Evidence) -> Belief:
    """Who voted first chose what stands first in the file."""
    last = seen.copies[-1].raw
    whole = b"".join(last[name] for name in sorted(last) if not is_log(name))
    return in_step(seen, as_they_stand(seen, whole))


def order_in_logs(seen: Evidence) -> Belief:
    """Who voted first chose what was first written to the log."""
    logs = [copy.raw[name] for copy in seen.copies for name in copy.raw if is_log(name)]
    return in_step(seen, as_they_stand(seen, b"".join(logs)))


def is_log(name: str) -> bool:
    """Whether a file is a write-ahead log."""
    return name == "log" or name.endswith("wal")


def as_they_stand(seen: Evidence, content: bytes) -> list[bytes]:
    """Choices in the order in which they first stand somewhere."""
    return sorted((choice for choice in seen.choices if choice in content), key=content.find)


def in_step(seen: Evidence, choices: list[bytes]) -> Belief:
    """People in the order in which their envelope, or their row, changed last; choices beside."""
    changed: dict[UUID, int] = {}
    for turn, fresh in enumerate(seen.fresh):
        for who in seen.people_in(b"\x00".join(row.content for row in fresh)):
            changed[who] = turn
    people = sorted(changed, key=lambda who: changed[who])
    return dict(zip(people, choices, strict=False))


def lengths(seen: Evidence) -> Belief:
    """Whose sealed paper is longest wrote the longest choice."""
    sealed = {who: len(paper) for copy in seen.copies for who, paper in copy.envelopes.items()}
    people = sorted(seen.people, key=lambda who: sealed.get(str(who), sealed.get(who.hex, 0)))
    return dict(zip(people, sorted(seen.choices, key=len), strict=False))


def surviving_keys(seen: Evidence) -> Belief:
    """Whatever looks like a key, in any file, row or log of any time, or left in the key folder."""
    if seen.box is None:
        return {}
    belief: Belief = {}
    for key in keys_found(seen, seen.box):
        for copy in seen.copies:
            for who, paper in copy.envelopes.items():
                belief |= opened(seen, seen.box, key, UUID(who), paper)
    return belief


def opened(seen: Evidence, box: Box, key: crypto.PrivateKey, who: UUID, paper: bytes) -> Belief:
    """What somebody's envelope held, if it was a choice."""
    if who not in seen.people:
        return {}
    try:
        (found,) = papers.opened(box, key, [(who, paper)])
    except crypto.NotOpened:
        return {}
    return {who: found} if found in seen.choices else {}


def keys_found(seen: Evidence, box: Box) -> Iterator[crypto.PrivateKey]:
    """Keys that fit the box: lying about, or made from cards that were put in."""
    keys = [each for copy in seen.copies for each in copy.folder.values()]
    seeds = {
        bytes.fromhex(found.decode())
        for content in [*seen.contents, *keys]
        for found in SEED.findall(content)
    }
    for seed in seeds | set(seeds_from_cards(seen, box, seeds)):
        key = crypto.private_key(seed)
        if crypto.public_bytes(key) == bytes(box.public_key):
            yield key


def seeds_from_cards(seen: Evidence, box: Box, seeds: set[bytes]) -> Iterator[bytes]:
    """Seeds from two cards on their way to the worker, if any seed opens them on that way."""
    shares: dict[int, bytes] = {}
    for seed in seeds:
        hand = crypto.private_key(seed)
        for number, share, given in {lock for copy in seen.copies for lock in copy.locks}:
            about = cards.binding(box.id, number)
            try:
                card = cards.key(box.id, crypto.unseal(given, hand, about))
                shares[number] = crypto.unseal(share, card, about)
            except crypto.NotOpened:
                continue
    if len(shares) >= sharing.NEEDED:
        yield sharing.combine(list(shares.items())[: sharing.NEEDED])


WAYS: tuple[Callable[[Evidence], Belief], ...] = (
    beside,
    one_transaction,
    one_request,
    nearness,
    order_of_rows,
    order_in_files,
    order_in_logs,
    lengths,
    surviving_keys,
)


# Chance


def hits(seen: Evidence, belief: Belief, truth: Belief, chance: random.Random) -> int:
    """How many the attacker has right, once what they do not know is filled in by chance."""
    guess: Belief = {}
    for who, choice in belief.items():
        if choice not in guess.values():
            guess[who] = choice
    people = [who for who in seen.people if who not in guess]
    left = [choice for choice in seen.choices if choice not in guess.values()]
    guess |= dict(zip(people, chance.sample(left, len(left)), strict=True))
    return sum(guess[who] == truth[who] for who in truth)


def by_chance(people: int) -> list[float]:
    """How likely 0, 1, … right ones are, where each of so many people chose something else.

    Right ones are the fixed points of a random permutation: exactly k of them in
    n! / k! · Σ (−1)^i / i! (i from 0 to n − k) of n! permutations.
    """
    found = []
    for right in range(people + 1):
        rest = people - right
        none = sum((-1) ** i * factorial(rest) // factorial(i) for i in range(rest + 1))
        ways = factorial(people) // (factorial(right) * factorial(rest)) * none
        found.append(ways / factorial(people))
    return found


def at_least(observed: int, people: int, votes: int) -> float:
    """How likely chance alone has so many right or more, over several votes: exactly."""
    whole = [1.0]
    one = by_chance(people)
    for _vote in range(votes):
        whole = [
            sum(whole[k - i] * one[i] for i in range(people + 1) if 0 <= k - i < len(whole))
            for k in range(len(whole) + people)
        ]
    return sum(whole[observed:])
