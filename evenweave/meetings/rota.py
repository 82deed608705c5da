"""The rota: who takes which role at which meeting, in fair rotation. Nothing but Python.

docs/rota.md says in plain words how it decides, why, and what it does not promise. Meetings are
planned one after another. At each, one assignment of people to roles is the best by these, the
first that differs deciding:

1. as many roles as can be have somebody, and nobody has two while another could take one;
2. as few people as can be have the same role twice running;
3. as many people as can be have their first turn;
4. those have one who have had fewest turns, as `History.counted` counts them;
5. nobody is taken from a role that only few can have (`foresight`);
6. kinds of expertise have equally many, over all roles and then in each role;
7. those have a role who have had that role least often; then a lot decides (`ticket`).

The result does not depend on the order of people or of roles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import blake2b
from uuid import UUID

from evenweave.meetings.foresight import bound, needed
from evenweave.meetings.pairing import cheapest


class Will(StrEnum):
    """What somebody says to a role. Not for me: the role is not among what they say."""

    WILLING = "willing"
    LEARNING = "learning"


class Why(StrEnum):
    """Why a turn is as it is. Pages put it in words, with the numbers that the turn carries."""

    CHOSEN_BY_THEM = "chosen_by_them"  # swapped, offered or picked by hand: it stands
    ONLY_ONE_WILLING = "only_one_willing"  # nobody else in the team is willing
    TWICE_RUNNING = "twice_running"  # they had it last time, and nobody else could
    SECOND_ROLE = "second_role"  # they have another at this meeting, and nobody else could
    FIRST_TURN = "first_turn"
    ONLY_ONE_FREE = "only_one_free"  # the others are away, have another role, or had it last time
    FEWEST_TURNS = "fewest_turns"
    LOOKING_AHEAD = "looking_ahead"  # others had as few, and are needed in other roles
    EVEN_BETWEEN_EXPERTISE = "even_between_expertise"  # others had as few, of kinds that had more
    DRAWN = "drawn"  # others had as few: who had the role less often, or a lot
    NOBODY_WILLING = "nobody_willing"  # needs somebody
    NOBODY_HERE = "nobody_here"  # needs somebody: whoever is willing is away
    LEFT = "left"  # needs somebody: it was given to a person who is not in the team any more
    AWAY = "away"  # needs somebody: it was given to a person who is away now


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team: the kind of expertise they sit with, and what they are willing for.

    Those without a kind are one kind more, so that to say nothing neither helps nor harms.
    """

    id: UUID
    kind: UUID | None = None
    willing: Mapping[str, Will] = field(default_factory=dict)

    def is_willing(self, role: str) -> bool:
        """Whether they may have this role alone."""
        return self.willing.get(role) is Will.WILLING


@dataclass(frozen=True, slots=True)
class Given:
    """A role that somebody has already, for whatever reason."""

    role: str
    person: UUID
    learner: UUID | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The roles a meeting wants, who cannot be asked, and what is given already.

    `away` holds everybody whom nobody could ask: not this month, resting, not yet in the team, or
    not yet willing for anything. Whoever joined late and is not in it would have to catch up.
    Raises ValueError for a role that is wanted or given twice, and for one given but not wanted.
    """

    id: UUID
    roles: tuple[str, ...]
    away: frozenset[UUID] = frozenset()
    given: tuple[Given, ...] = ()

    def __post_init__(self) -> None:
        given = [each.role for each in self.given]
        if len(set(self.roles)) < len(self.roles) or len(set(given)) < len(given):
            raise ValueError("Each role is wanted once and given once.")
        if not set(given) <= set(self.roles):
            raise ValueError("Only a role that the meeting wants can be given.")
        if any(each.person == each.learner for each in self.given):
            raise ValueError("Nobody learns beside themselves.")


@dataclass(frozen=True, slots=True)
class Turn:
    """One role at one meeting. `person` is None where it needs somebody; a learner is never alone.

    `turns` is how many the person had before this meeting, `counted` the same with what counts for
    meetings they could not be asked for, in halves. `others` is how many more could have taken it.
    """

    meeting: UUID
    role: str
    person: UUID | None
    why: Why
    learner: UUID | None = None
    turns: int = 0
    counted: Fraction = Fraction(0)
    others: int = 0


def plan(
    people: Iterable[Person], past: Iterable[Meeting], meetings: Iterable[Meeting], *, seed: str
) -> list[Turn]:
    """The turns of `meetings`, meeting by meeting, each in the order of its roles.

    `people` are the team as it is now. `past` are meetings that were, the oldest first, with who
    had what as `given`; `meetings` those to come, the next first. What is given to somebody who is
    here stands, and is not looked into. What is given to anybody else needs somebody; to have it
    planned anew, leave it out. With fewer people than roles everybody who can has one before
    anybody has two, so that only a role for which nobody here is willing needs somebody.

    The same input gives the same turns. Raises ValueError for a person or meeting that is there
    twice. Time grows with meetings × roles² × people.
    """
    everybody, before, ahead = list(people), list(past), list(meetings)
    check_once([person.id for person in everybody])
    check_once([meeting.id for meeting in [*before, *ahead]])
    history = History({person.id: person for person in everybody})
    for meeting in before:
        history.add(meeting, meeting.given)
    found: list[Turn] = []
    for place, meeting in enumerate(ahead):
        following = next_holders(ahead[place + 1 :], meeting.roles, everybody)
        turns = Planning(meeting, history, following, seed).turns()
        history.add(meeting, held(turns))
        found += turns
    return found


def check_once(ids: Sequence[UUID]) -> None:
    """Raise ValueError where an id is there twice."""
    if len(set(ids)) < len(ids):
        raise ValueError("Each person and each meeting is named once.")


def next_holders(
    ahead: Sequence[Meeting], roles: Iterable[str], people: Iterable[Person]
) -> dict[str, UUID]:
    """Who is known to have a role when it is wanted next: given, or nobody else could."""
    found = {}
    for role in roles:
        following = next((meeting for meeting in ahead if role in meeting.roles), None)
        if following is None:
            continue
        given = {each.person for each in following.given if each.role == role}
        could = given or {person.id for person in people if person.is_willing(role)}
        if len(here := could - following.away) == 1:
            (found[role],) = here
    return found


def held(turns: Iterable[Turn]) -> list[Given]:
    """The turns that somebody has."""
    return [
        Given(turn.role, turn.person, turn.learner) for turn in turns if turn.person is not None
    ]


class History:
    """What everybody in the team has done so far, and how many turns that counts as."""

    def __init__(self, team: Mapping[UUID, Person]) -> None:
        self.team = team
        self.turns: Counter[UUID] = Counter()
        self.in_role: Counter[tuple[UUID, str]] = Counter()
        self.of_kind: Counter[UUID | None] = Counter()
        self.of_kind_in_role: Counter[tuple[UUID | None, str]] = Counter()
        self.learnt: Counter[tuple[UUID, str]] = Counter()
        self.last: dict[str, UUID] = {}
        self.missed: dict[UUID, Fraction] = dict.fromkeys(team, Fraction(0))
        self.places: dict[tuple[str, ...], dict[UUID, frozenset[str]]] = {}

    def place_of(self, roles: tuple[str, ...]) -> dict[UUID, frozenset[str]]:
        """Where each person is needed among these roles: see `foresight.needed`."""
        if roles not in self.places:
            willing = {p.id: set(filter(p.is_willing, roles)) for p in self.team.values()}
            self.places[roles] = needed(roles, willing)
        return self.places[roles]

    def counted(self, person: UUID) -> Fraction:
        """Their turns, and for each meeting they could not be asked for what others had on average.

        So being away leaves everybody as far ahead or behind as they were, and whoever comes late
        begins where the others are. In halves, rounded down, so that people are level often enough
        for kinds of expertise to be made even. Learning is no turn: it is a way in.
        """
        return Fraction(int(2 * (self.turns[person] + self.missed[person])), 2)

    def add(self, meeting: Meeting, given: Sequence[Given]) -> None:
        """Count a meeting, with what was held at it."""
        self.add_missed(meeting, given)
        for each in given:
            self.last[each.role] = each.person
            self.turns[each.person] += 1
            self.in_role[each.person, each.role] += 1
            if each.learner is not None:
                self.learnt[each.learner, each.role] += 1
            if each.person in self.team:
                kind = self.team[each.person].kind
                self.of_kind[kind] += 1
                self.of_kind_in_role[kind, each.role] += 1

    def add_missed(self, meeting: Meeting, given: Sequence[Given]) -> None:
        """For those who could not be asked: the turns there were, per person who could be asked."""
        could = {each.person for each in given}
        for person in self.team.values():
            if person.id not in meeting.away and any(map(person.is_willing, meeting.roles)):
                could.add(person.id)
        share = Fraction(len(given), max(len(could), 1))
        for each in self.team.keys() - could:
            self.missed[each] += share


# In a cost each of the things to decide by has this many bits. No sum over a meeting is longer.
BITS = 48
NO_WAY, NOBODY, TWICE = (1 << BITS * power for power in (10, 9, 8))


class Planning:
    """One meeting being planned. `following` says who has which role at the meeting after it."""

    def __init__(
        self, meeting: Meeting, history: History, following: Mapping[str, UUID], seed: str
    ) -> None:
        self.meeting, self.history, self.following, self.seed = meeting, history, following, seed
        self.given = {each.role: each for each in meeting.given}
        self.here = [p for p in history.team.values() if p.id not in meeting.away]
        self.holders: dict[str, UUID] = {}
        self.bound: dict[UUID, str] = {}
        self.second: set[str] = set()  # roles of which the holder has another

    def turns(self) -> list[Turn]:
        """Every role of the meeting, with who has it and why."""
        here = {person.id for person in self.here}
        for each in self.given.values():
            if each.person in here:
                self.holders[each.role] = each.person
        while self.assign():
            pass
        learners = self.learners()
        return [self.turn(role, learners.get(role)) for role in self.meeting.roles]

    def assign(self) -> bool:
        """Give open roles to those who have fewest at this meeting; False when nobody can take one.

        As many get one as can, so whoever is left out is willing for none that is still open. The
        next turn of this therefore asks only people who have one more.
        """
        open_roles = [r for r in self.meeting.roles if r not in self.given | self.holders]
        has = Counter(self.holders.values())
        able = [p for p in self.here if any(map(p.is_willing, open_roles))]
        fewest = min((has[p.id] for p in able), default=0)
        able = [p for p in able if has[p.id] == fewest]
        if not able:
            return False
        queue, self.bound = self.queue(able), {} if fewest else self.foreseen(able)
        costs = [[self.cost(role, p, queue[p.id]) for p in able] for role in open_roles]
        found = cheapest(costs, NOBODY)
        for role, place in zip(open_roles, found, strict=True):
            if place is not None:
                self.holders[role] = able[place].id
                if fewest:
                    self.second.add(role)
        return True

    def queue(self, able: Sequence[Person]) -> dict[UUID, int]:
        """What a turn of each person costs, in whatever role: person → cost.

        Of a kind that has had n turns, those who are next cost n, n + 1, n + 2 and so on. So the
        cheapest way to choose several people takes turns between kinds.
        """
        behind: Counter[UUID | None] = Counter()
        costs = {}
        for person in sorted(able, key=self.standing):
            had, counted, _missed, _ticket = self.standing(person)
            place = self.history.of_kind[person.kind] + behind[person.kind]
            costs[person.id] = packed(had, int(2 * counted), 0, 0, place)
            behind[person.kind] += 1
        return costs

    def foreseen(self, able: Sequence[Person]) -> dict[UUID, str]:
        """To which role those with fewest turns are bound, if they are: see `foresight.bound`."""
        level = {p.id: self.standing(p)[:2] for p in able}
        mine = [p for p in able if level[p.id] == min(level.values())]
        mine.sort(key=lambda p: self.ticket("", p.id))
        wanted = [role for role in self.meeting.roles if role not in self.given]
        return bound(wanted, {p.id: frozenset(filter(p.is_willing, wanted)) for p in mine})

    def standing(self, person: Person) -> tuple[bool, Fraction, Fraction, int]:
        """Who is next within a kind: the first turns, the fewest, the fewest exactly, the lot."""
        history, id_ = self.history, person.id
        had = history.turns[id_] > 0 or id_ in self.holders.values()
        return had, history.counted(id_), history.missed[id_], self.ticket("", id_)

    def cost(self, role: str, person: Person, turn: int) -> int:
        """What it costs that this person takes this role; NO_WAY where they are not willing."""
        if not person.is_willing(role):
            return NO_WAY
        kind = self.history.of_kind_in_role[person.kind, role]
        often = self.history.in_role[person.id, role]
        here = packed(kind, often, self.ticket(role, person.id))
        ahead = packed(*self.astray(role, person.id), 0, 0, 0, 0)
        return TWICE * self.is_twice(role, person.id) + (turn << 3 * BITS) + ahead + here

    def astray(self, role: str, person: UUID) -> tuple[bool, bool]:
        """Whether it takes them from a role they are bound to, or from one short of people."""
        needed_for = self.history.place_of(self.meeting.roles)[person]
        return self.bound.get(person, role) != role, role not in needed_for

    def is_twice(self, role: str, person: UUID) -> bool:
        """Whether they had the role last time, or have it next time by their own choice."""
        return person in (self.history.last.get(role), self.following.get(role))

    def ticket(self, role: str, person: UUID) -> int:
        """A lot: 40 bits that anybody can draw again from the seed, the meeting and the role."""
        drawn = f"{self.seed}\0{self.meeting.id}\0{role}\0{person}".encode()
        return int.from_bytes(blake2b(drawn, digest_size=5).digest())

    def learners(self) -> dict[str, UUID]:
        """Who learns what: those without a role here, who have learnt least: role → person."""
        found = {e.role: e.learner for e in self.given.values() if e.learner is not None}
        busy = {*self.holders.values(), *found.values()}
        free = [person for person in self.here if person.id not in busy]
        roles = [role for role in self.holders if role not in self.given]
        places = cheapest([[self.learning(role, p) for p in free] for role in roles], NOBODY)
        for role, place in zip(roles, places, strict=True):
            if place is not None:
                found[role] = free[place].id
        here = {person.id for person in self.here}
        return {r: id_ for r, id_ in found.items() if id_ in here and r in self.holders}

    def learning(self, role: str, person: Person) -> int:
        """What it costs that this person learns this role; NO_WAY where they do not want to."""
        if person.willing.get(role) is not Will.LEARNING:
            return NO_WAY
        learnt = self.history.learnt
        often = sum(learnt[person.id, each] for each in person.willing)
        return packed(learnt[person.id, role], often, self.ticket(role, person.id))

    def turn(self, role: str, learner: UUID | None) -> Turn:
        """The turn, with why it is so."""
        person = self.holders.get(role)
        if person is None:
            return Turn(self.meeting.id, role, None, self.why_nobody(role))
        others = [p for p in self.here if p.id != person and p.is_willing(role)]
        return Turn(
            self.meeting.id,
            role,
            person,
            self.why(role, self.history.team[person], others),
            learner,
            self.history.turns[person],
            self.history.counted(person),
            len(others),
        )

    def why_nobody(self, role: str) -> Why:
        """Why a role needs somebody."""
        if role in self.given:
            return Why.AWAY if self.given[role].person in self.history.team else Why.LEFT
        willing = any(person.is_willing(role) for person in self.history.team.values())
        return Why.NOBODY_HERE if willing else Why.NOBODY_WILLING

    def why(self, role: str, person: Person, others: Sequence[Person]) -> Why:
        """Why this person has the role and none of the others who are willing and here."""
        team, holders = self.history.team.values(), self.holders.values()
        free = [p for p in others if p.id not in holders and not self.is_twice(role, p.id)]
        reasons = {
            Why.CHOSEN_BY_THEM: role in self.given,
            Why.ONLY_ONE_WILLING: sum(p.is_willing(role) for p in team) == 1,
            Why.TWICE_RUNNING: self.is_twice(role, person.id),
            Why.SECOND_ROLE: role in self.second,
            Why.FIRST_TURN: not self.history.turns[person.id],
            Why.ONLY_ONE_FREE: not free,
        }
        return next(
            (why for why, is_so in reasons.items() if is_so), self.why_them(role, person, free)
        )

    def why_them(self, role: str, person: Person, free: Sequence[Person]) -> Why:
        """Why this person and not one of those who were as free to take it."""
        history = self.history
        counted = history.counted(person.id)
        level = [p for p in free if history.counted(p.id) <= counted]
        if not level:
            return Why.FEWEST_TURNS
        own = self.astray(role, person.id)
        kinds = {p.kind for p in level if self.astray(role, p.id) <= own}
        if not kinds:
            return Why.LOOKING_AHEAD
        had = [history.of_kind[kind] for kind in kinds - {person.kind}]
        is_evener = history.of_kind[person.kind] < min(had, default=0)
        return Why.EVEN_BETWEEN_EXPERTISE if is_evener else Why.DRAWN


def packed(*numbers: int) -> int:
    """One number that compares as these do, the first first, and adds as they do (below 2⁴²)."""
    total = 0
    for number in numbers:
        total = (total << BITS) + number
    return total
