"""evenweave erase PERSON: erase all that is kept of a person, for good."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config.console import say
from evenweave.config.trouble import USAGE, Trouble

if TYPE_CHECKING:
    from evenweave.people.models import Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, and that it is meant."""
    parser.add_argument("person", metavar="PERSON", help=_("their e-mail address, or their id"))
    parser.add_argument(
        "--yes", action="store_true", help=_("really do it; without this, only say what would go")
    )


def run(arguments: argparse.Namespace) -> int:
    """Say who it is and where they are; with --yes, erase them."""
    from evenweave.archive import actions, reading
    from evenweave.common import actors, clock

    person = found(arguments.person)
    streams = reading.streams_of(person.id)
    alone = [project.name for project in reading.held_alone(person.id)]
    if not arguments.yes:
        for line in warnings(person, len(streams), alone):
            say(line)
        return USAGE
    name = person.name
    actions.erase_person(person=person, streams=streams, by=actors.operator(), at=clock.now())
    say(_("{name} is erased. Copies and backups made earlier still hold them.").format(name=name))
    for project in alone:
        say(
            _("Nobody coordinates “{project}” now. Its members are asked to.").format(
                project=project
            )
        )
    return 0


def warnings(person: Person, records: int, alone: list[str]) -> list[str]:
    """What would happen, in words."""
    return [
        ngettext(
            "This is {name}, known on {count} record.",
            "This is {name}, known on {count} records.",
            records,
        ).format(name=person.name, count=records),
        *(_("They alone coordinate “{project}”.").format(project=project) for project in alone),
        _("Everything that is kept of them would go, and nobody could bring it back."),
        _("Nothing was done. To do it, add --yes"),
    ]


def found(name: str) -> Person:
    """The person of this address or id."""
    from evenweave.people.models import Person

    try:
        person = Person.objects.filter(pk=UUID(name)).first()
    except ValueError:
        person = Person.objects.by_email(name)
    if person is None:
        raise Trouble(_("There is nobody here with the address or id “{name}”.").format(name=name))
    return person
