"""Whom the rows of a spreadsheet are judged beside: the people of a project, as they stand now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from evenweave.projects.importing.columns import Kind
from evenweave.projects.importing.rows import Known, Team
from evenweave.projects.importing.tables import plain
from evenweave.projects.models import Member, MemberSite, Place, Project

# An invitation that was never opened is over as soon as it is made.
A_MOMENT = timedelta(seconds=1)


def kinds_of(project: Project) -> list[Kind]:
    """The kinds of expertise that one can say in a project."""
    return [Kind(str(kind.id), kind.name, kind.dye) for kind in project.expertises.present()]


def team_of(project: Project, today: date) -> Team:
    """Everybody who is in the project, or whom a list named; six queries, however many they are."""
    places = {str(site_id): name for site_id, name in project.sites.values_list("id", "name")}
    marks = Place.objects.filter(project=project).values_list("email_mark", "name_mark")
    return Team(
        people=[*members(project), *expected(project)],
        kinds=kinds_of(project),
        sites=places,
        today=today,
        named={mark for pair in marks for mark in pair if mark},
        mark=lambda words: mark(project.id, words),
    )


def members(project: Project) -> Iterable[Known]:
    """Those who are here: what they say of themselves stands."""
    present = Member.objects.present().filter(project=project, person__isnull=False)
    sites = _gathered(
        MemberSite.objects.filter(member__in=present.order_by()).values_list("member_id", "site_id")
    )
    for member_id, name, email in present.values_list("id", "person__name", "person__email"):
        yield Known(member_id, str(name), email or "", sites=frozenset(sites[member_id]))


def expected(project: Project) -> Iterable[Known]:
    """Those whom a list named and who have not come in yet."""
    for place in Place.objects.kept().filter(project=project).select_related("invitation"):
        invitation = place.invitation
        yield Known(
            place.id,
            invitation.name,
            invitation.email,
            is_here=False,
            is_asked=invitation.expires_at - invitation.made_at > A_MOMENT,
            sites=frozenset(place.supposed.get("sites", [])),
            kinds=frozenset(place.supposed.get("kinds", [])),
            words=frozenset(plain(words) for words in place.supposed.get("words", [])),
        )


def mark(project_id: UUID, words: str) -> str:
    """A keyed hash of a name or an address: the same words in the same project have the same."""
    key = f"evenweave.projects.place:{project_id}"
    return salted_hmac(key, words, algorithm="sha256").hexdigest()


def state_of(team: Team) -> str:
    """A short sum of how a team stands; another one as soon as anything of it has changed."""
    told = [
        *(
            repr((known.id, known.name, known.email, known.is_here, known.is_asked, parts))
            for known in team.people
            for parts in [[sorted(known.sites), sorted(known.kinds), sorted(known.words)]]
        ),
        *map(repr, team.kinds),
        *map(repr, sorted(team.sites.items())),
        *sorted(team.named),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _gathered(pairs: Iterable[tuple[UUID, UUID]]) -> defaultdict[UUID, set[str]]:
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for owner, thing in pairs:
        found[owner].add(str(thing))
    return found
