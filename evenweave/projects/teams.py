"""Who is in a team with whom, for the rooms below that must not know of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from evenweave.people.models import Way
from evenweave.people.teams import Team
from evenweave.projects.models import Capability, Member, Project
from evenweave.projects.models.projects import ProjectQuerySet
from evenweave.record.models import Stream


class Teams:
    """The projects of this installation, as people (people.teams) and outbox ask for them."""

    def of(self, person_id: UUID) -> Sequence[Team]:
        """The teams that this person belongs to now."""
        people: dict[UUID, set[UUID]] = defaultdict(set)
        names = {}
        found = Member.objects.filter(project__in=projects_of(person_id), left_at=None)
        for project_id, name, member in found.values_list(
            "project_id", "project__name", "person_id"
        ):
            names[project_id] = name
            people[project_id].add(member)
        in_order = sorted(names, key=lambda project_id: (names[project_id], project_id))
        return [Team(names[each], frozenset(people[each])) for each in in_order]

    def heads(self, person_id: UUID) -> Mapping[str, str]:
        """For each project of this person, by its name: the seal of its record's last entry."""
        streams = Stream.objects.filter(id__in=projects_of(person_id).values("id"))
        heads = dict(streams.values_list("id", "head"))
        names = Project.objects.filter(id__in=heads).order_by("name", "id")
        return {name: heads[each] for each, name in names.values_list("id", "name")}

    def coordinated_by(self, person_id: UUID) -> Iterable[UUID]:
        """The records of the projects that this person coordinates, as a query to ask within."""
        held = Capability.objects.present().filter(
            kind=Capability.Kind.COORDINATOR, member__person_id=person_id
        )
        return held.values_list("member__project_id", flat=True)

    def posted_by(self, person_id: UUID) -> Mapping[UUID, str]:
        """The people of this person's projects who are reached by post, where they coordinate."""
        found = Member.objects.filter(
            project__in=self.coordinated_by(person_id), left_at=None, person__reach_by=Way.POST
        )
        return dict(found.values_list("person_id", "person__name"))


def projects_of(person_id: UUID) -> ProjectQuerySet:
    """The projects in which this person is a member now."""
    return Project.objects.filter(members__person_id=person_id, members__left_at=None)
