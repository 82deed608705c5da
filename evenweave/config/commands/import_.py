"""evenweave import FILE.zip: bring a project in from a copy.

evenweave import cards --project P: new cards for those who coordinate it and cannot sign in.
evenweave import people FILE --project P: bring a list of people, and say what it would do.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config.console import say
from evenweave.config.erased import told_again, who_was_erased
from evenweave.config.named import project_named
from evenweave.config.trouble import USAGE, Trouble

if TYPE_CHECKING:
    from datetime import datetime

    from evenweave.people.models import Person
    from evenweave.projects.importing.columns import Headed, Kind
    from evenweave.projects.importing.plan import Plan
    from evenweave.projects.importing.rows import Team
    from evenweave.projects.importing.tables import Table
    from evenweave.projects.models import Project

MOST_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, from which file, into which project, and whether it is to be done."""
    parser.add_argument(
        "what", metavar="WHAT", help=_("a copy of a project (FILE.zip), or: people, or: cards")
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help=_("with people: an .xlsx or .csv file")
    )
    parser.add_argument(
        "--project", metavar="P", default="", help=_("the project’s short name, or its id")
    )
    parser.add_argument(
        "--by", metavar="E-MAIL", default="", help=_("the coordinator who brings the list")
    )
    parser.add_argument("--sheet", metavar="NAME", default="", help=_("which sheet of several"))
    parser.add_argument(
        "--column",
        metavar="HEADING=PLACE",
        action="append",
        default=[],
        help=_("what a column holds, where the suggestion is wrong (such as “Mail=email”)"),
    )
    parser.add_argument("--yes", action="store_true", help=_("do it; else it is only looked at"))


def run(arguments: argparse.Namespace) -> int:
    """A copy of a project, a list of people, or cards for those who cannot come in."""
    if arguments.what == "cards" and arguments.project:
        return make_cards(project_named(arguments.project))
    if arguments.what != "people":
        return import_copy(arguments)
    if arguments.file is None or not arguments.project:
        raise Trouble(
            _("Say which list, and for which project: import people FILE --project P"), code=USAGE
        )
    return import_list(arguments)


def import_copy(arguments: argparse.Namespace) -> int:
    """Look through all of a copy, then bring it in; at last the cards, which are shown once."""
    from django.db import DataError, IntegrityError

    from evenweave.archive import actions, bringing
    from evenweave.common import actors, clock
    from evenweave.common.refusals import Refusal
    from evenweave.record.checking import BrokenRecordError

    if arguments.file is not None or arguments.project:
        raise Trouble(_("A copy of a project is brought in by itself: import FILE.zip"), code=USAGE)
    erased = who_was_erased()
    try:
        with bringing.opened(Path(arguments.what).expanduser()) as copy:
            again = actions.import_and_erase_again(
                copy=copy, erased=erased, by=actors.operator(), at=clock.now()
            )
    except BrokenRecordError as broken:
        raise Trouble(str(broken)) from None
    except Refusal as refusal:
        raise Trouble(str(refusal.reason)) from None
    except (IntegrityError, DataError):
        raise Trouble(
            _("The rows of this copy do not fit together. Nothing was brought in.")
        ) from None
    people = ngettext("{count} person", "{count} people", len(copy.rows["people.person"]))
    say(
        _("“{title}” is here: {people}, and {lines} lines of its record.").format(
            title=copy.checked.title,
            people=people.format(count=len(copy.rows["people.person"])),
            lines=copy.checked.length,
        )
    )
    if again:
        say(told_again(again))
    say(_("How to reach people is in no copy, so nobody can be written to yet."))
    return make_cards(project_named(copy.slug), are_asked_for=False)


def make_cards(project: Project, *, are_asked_for: bool = True) -> int:
    """Let those who coordinate a project in. The figures are shown once, and kept nowhere."""
    from evenweave.archive import actions
    from evenweave.common import actors, clock
    from evenweave.common.refusals import Refusal
    from evenweave.people.codes import in_groups

    try:
        cards = actions.make_first_cards(project=project, by=actors.operator(), at=clock.now())
    except Refusal as refusal:
        if are_asked_for:
            raise Trouble(str(refusal.reason)) from None
        say(str(refusal.reason))
        return 0
    say(_("These cards let its coordinators in, once, within a day. They are shown only now:"))
    for card in cards:
        name = card.ticket.person.name if card.ticket.person else ""
        say(f"  {in_groups(card.code)}  {name}")
    say(
        _("They open the sign-in page, choose “I have a card with a number”, and type the figures.")
    )
    say(
        _("Is one lost? Make new ones: evenweave import cards --project {slug}").format(
            slug=project.slug
        )
    )
    return 0


def import_list(arguments: argparse.Namespace) -> int:
    """Read, say what each column and row would do; with `--yes`, do it."""
    from evenweave.projects.importing import columns, plan, reading
    from evenweave.projects.importing.tables import UnreadableError
    from evenweave.projects.importing.team import kinds_of

    project = project_named(arguments.project)
    coordinator = coordinator_of(project, arguments.by)
    kinds = kinds_of(project)
    try:
        table = sheet_of(reading.read(read_bytes(arguments.file)), arguments.sheet, kinds)
        found = plan.suggest(table, kinds)
    except UnreadableError as problem:
        raise Trouble(problem.reason) from None
    say(
        ngettext("{count} row was read.", "{count} rows were read.", len(found.rows)).format(
            count=len(found.rows)
        )
    )
    mapping = mapped(found, arguments.column, kinds)
    for column in found.columns:
        place = dict(columns.choices(kinds))[mapping[column.number]]
        say(f"  {column.letters:3} {column.called} → {place}")
    if reason := columns.why_not_use(mapping):
        raise Trouble(reason)
    return look_and_do(project, coordinator, table, mapping, is_wanted=arguments.yes)


def look_and_do(
    project: Project,
    coordinator: Person,
    table: Table,
    mapping: Mapping[int, str],
    *,
    is_wanted: bool,
) -> int:
    """Judge every row; then do it, if it is wanted and nothing is amiss."""
    from django.utils.timezone import localdate

    from evenweave.common import clock
    from evenweave.projects.importing import plan as plans
    from evenweave.projects.importing.team import team_of

    now = clock.now()
    team = team_of(project, localdate(now))
    plan = plans.make(table, team, mapping, progress=tell_progress)
    tell(plan)
    if plan.wrong:
        raise Trouble(_("Nothing was brought in. Please mend these rows, then try again."))
    if not plan.changes:
        say(_("Everybody on this list was named before. Nothing was changed."))
        return 0
    if not is_wanted:
        say(_("Nothing was changed yet. To bring them in, add --yes."))
        return 0
    bring_in(project, plan, team, coordinator, now)
    return 0


def bring_in(project: Project, plan: Plan, team: Team, coordinator: Person, at: datetime) -> None:
    """Bring the people of a list in, and say how many that were."""
    from evenweave.common import actors
    from evenweave.common.refusals import Refusal
    from evenweave.projects.actions.importing import import_people, places_for
    from evenweave.projects.importing.team import state_of

    by = actors.importer(coordinator.id)
    places = places_for(project, plan, by, at)
    try:
        done = import_people(
            project=project, plan=plan, places=places, state=state_of(team), by=by, at=at
        )
    except Refusal as refusal:
        raise Trouble(str(refusal.reason)) from None
    say(
        _("Done. New people: {people}. People with something added: {more}.").format(
            people=done.people, more=done.more
        )
    )
    say(_("Nobody was written to. A coordinator can ask them in, on the project’s pages."))


def read_bytes(file: Path) -> bytes:
    """The file; one that is far too large is not even opened."""
    from evenweave.projects.importing import reading

    try:
        reading.refuse_large(file.expanduser().stat().st_size)
        return file.expanduser().read_bytes()
    except OSError as problem:
        raise Trouble(
            _("{file} cannot be read ({reason}).").format(file=file, reason=problem.strerror)
        ) from None


def coordinator_of(project: Project, email: str) -> Person:
    """Who brings the list: the one who is named, else the only coordinator."""
    from evenweave.people.models import Person
    from evenweave.projects.models import Capability

    held = Capability.objects.present().filter(
        member__project=project, kind=Capability.Kind.COORDINATOR
    )
    found = Person.objects.filter(pk__in=held.values("member__person"))
    if email:
        found = found.filter(email=email.strip().lower())
    people = list(found.order_by("name")[:2])
    if len(people) == 1:
        return people[0]
    if email:
        raise Trouble(_("No coordinator of this project has that address."))
    raise Trouble(_("Several people coordinate this project. Say who brings the list: --by E-MAIL"))


def sheet_of(tables: Sequence[Table], title: str, kinds: Sequence[Kind]) -> Table:
    """The sheet that is named, else the one that looks most like a list of people."""
    from evenweave.projects.importing import plan

    if not title:
        return tables[plan.best_sheet(tables, kinds)]
    found = next((table for table in tables if table.title == title), None)
    if found is None:
        known = ", ".join(f"“{table.title}”" for table in tables)
        raise Trouble(
            _("There is no sheet “{title}”. There are: {known}.").format(title=title, known=known)
        )
    return found


def mapped(found: Headed, told: Sequence[str], kinds: Sequence[Kind]) -> dict[int, str]:
    """What each column holds: as it is suggested, but for what the person says."""
    from evenweave.projects.importing import columns

    mapping = {column.number: column.place for column in found.columns}
    places = [place for place, _title in columns.choices(kinds)]
    for each in told:
        heading, _sign, place = each.rpartition("=")
        column = next((c for c in found.columns if heading in (c.heading, c.letters)), None)
        if column is None or place not in places:
            raise Trouble(
                _("“{told}” is not understood. Say a heading and one of: {places}.").format(
                    told=each, places=", ".join(filter(None, places))
                )
            )
        for number, taken in mapping.items():
            mapping[number] = "" if place and taken == place else taken
        mapping[column.number] = place
    return mapping


def tell_progress(done: int, of: int) -> None:
    """How far the checking is."""
    say(_("Checked {done} of {of}.").format(done=done, of=of))


def tell(plan: Plan) -> None:
    """What would happen, in counts; what is amiss, row by row."""
    from evenweave.projects.importing.rows import Fate

    told = {
        Fate.NEW: _("New here: {count}"),
        Fate.MORE: _("Named before, and something is added: {count}"),
        Fate.SAME: _("Nothing changes: {count}"),
        Fate.TWICE: _("Stands twice, counts once: {count}"),
        Fate.WRONG: _("To be mended: {count}"),
    }
    for fate, words in told.items():
        if plan.counts[fate]:
            say(f"  {words.format(count=plan.counts[fate])}")
    for remark in plan.remarks:
        say(remark)
    for rows, name in ((plan.wrong, "wrong"), (plan.to_look_at, "look")):
        for row in rows[:MOST_TOLD]:
            say(f"  {_('Row {number}').format(number=row.number)}: {' '.join(getattr(row, name))}")
        if len(rows) > MOST_TOLD:
            say(_("  … and {count} more.").format(count=len(rows) - MOST_TOLD))
