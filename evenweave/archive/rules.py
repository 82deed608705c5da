"""Why somebody may not be erased, or see what is kept of them; why a project may not come in."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from evenweave.archive import bringing, reading
from evenweave.archive.bringing import Brought
from evenweave.common.actors import Actor, ActorKind
from evenweave.people.models import Person
from evenweave.projects.models import Member, Project
from evenweave.record.models import Stream


def why_not_take_away(by: Actor, person: Person) -> Promise | None:
    """What is kept of a person is for that person alone; a helper does not carry it away."""
    if by.kind is not ActorKind.PERSON or by.person != person.id:
        return _("Only the person can do this, when they are signed in themselves.")
    return None


def why_not_take_copy(by: Actor, member: Member) -> Promise | None:
    """Every member may take the project along; a helper does not carry it away in their name."""
    if by.kind is not ActorKind.PERSON or by.person != member.person_id:
        return _("Only members can do this, when they are signed in themselves.")
    return None


def why_not_erase_person(
    by: Actor, person: Person, streams: Sequence[Stream]
) -> str | Promise | None:
    """A person may have themself erased. A team with one coordinator is not left without a word.

    Whoever runs the machine can erase anybody who asks for it: the law knows no “last coordinator”.
    """
    if {stream.id for stream in reading.streams_of(person.id)} - {stream.id for stream in streams}:
        return _("Something changed just now. Please try once more.")
    if by.kind is ActorKind.OPERATOR:
        return None
    if alone := [project.name for project in reading.held_alone(person.id)]:
        sentence = told(
            "You are the only coordinator of %(projects)s. Please ask somebody there to take it on "
            "first. If nobody can, ask whoever runs this server to erase you: they must."
        )
        return sentence % {"projects": get_text_list(alone, told("and"))}
    return why_not_take_away(by, person)


def why_not_import_project(by: Actor, copy: Brought) -> str | Promise | None:
    """Whoever runs this server brings it in, where nothing of it is yet, nor of what it names.

    Whoever made a copy could have named anybody in it. So nobody of it may be here already: else
    its coordinator could sign in as them, by a card.
    """
    if by.kind is not ActorKind.OPERATOR:
        return _("Only whoever runs this server can bring a project in.")
    if bringing.project_here(copy):
        sentence = told(
            "A project with the short name “%(slug)s”, or with this id, is here already. "
            "Nothing was brought in."
        )
        return sentence % {"slug": copy.slug}
    taken = bringing.here_already(copy)
    if taken == "people.person":
        return _(
            "Somebody in this copy has the id of a person who is here already. Nobody can tell "
            "safely whether they are the same, so nothing was brought in. To move a whole server, "
            "use “evenweave backup” and “evenweave restore”."
        )
    if taken is not None:
        sentence = told(
            "Something of this project (%(table)s) is here already. Nothing was brought in."
        )
        return sentence % {"table": taken}
    if bringing.leads_here(copy):
        return _(
            "This copy names something of this server that is not in the copy itself. "
            "Nothing was brought in."
        )
    return None


def why_not_make_first_cards(by: Actor, project: Project) -> str | Promise | None:
    """Whoever runs this server makes them, for coordinators who came here with a copy.

    Never for somebody who was here before, nor for anybody who can sign in, or is signed in.
    """
    if by.kind is not ActorKind.OPERATOR:
        return _("Only whoever runs this server can make these cards.")
    if not bringing.shut_out(project).exists():
        return _(
            "These cards are for those who coordinate a project, came here with its copy, and "
            "have no other way in. There is nobody like that in this project."
        )
    return None
