"""Bringing a spreadsheet, asking its people in, and taking a list away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock
from evenweave.common.pages import show
from evenweave.common.refusals import Refusal
from evenweave.outbox import mail
from evenweave.people.pages import actor, person_at
from evenweave.projects import exporting, kinds, letters
from evenweave.projects.actions.importing import (
    ask_in,
    export_people,
    import_people,
    places_for,
    shut_again,
)
from evenweave.projects.forms.importing import ColumnsForm, SpreadsheetForm
from evenweave.projects.forms.inviting import in_weeks
from evenweave.projects.importing import carrying
from evenweave.projects.importing import plan as plans
from evenweave.projects.importing.plan import Plan
from evenweave.projects.importing.rows import Fate, Judged
from evenweave.projects.importing.tables import Table, UnreadableError
from evenweave.projects.importing.team import kinds_of, state_of, team_of
from evenweave.projects.models import Invitation, Member, Place, Project
from evenweave.projects.pages import in_project
from evenweave.projects.views.inviting import WEEKS
from evenweave.projects.views.ways_in import way_in
from evenweave.record.models import Entry

ROWS_SHOWN = 50
TOLD_AT_ONCE = 100
LETTERS_AT_ONCE = 50
CARDS_AT_ONCE = 100
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_project
def bring(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """From the file to the yes. Each page carries everything on, so each button is a step."""
    if not member.is_coordinator:
        return redirect("projects:invitations", project.id)
    if "carried" not in request.POST:
        return choose_file(request, project, member)
    try:
        tables = carrying.unpacked(
            request.POST["carried"], project_id=project.id, person_id=member.person_id
        )
    except carrying.GoneError:
        form = SpreadsheetForm({})
        form.add_error("file", _("More than an hour went by. Please choose the file again."))
        return file_page(request, project, form)
    at = chosen_sheet(request, tables)
    asked = columns_form(request, project, tables[at], at)
    if asked.is_bound and asked.is_valid() and "back" not in request.POST:
        return rows(request, project, asked, tables[at])
    return columns_page(request, project, asked, tables)


def choose_file(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The first page, and what comes of the file."""
    is_sent = request.method == "POST"
    form = SpreadsheetForm(request.POST, request.FILES) if is_sent else SpreadsheetForm()
    if not form.is_valid():
        return file_page(request, project, form)
    tables = form.cleaned_data["file"]
    kinds_here = kinds_of(project)
    try:
        at = plans.best_sheet(tables, kinds_here)
        found = plans.suggest(tables[at], kinds_here)
        told = carrying.packed(tables, project_id=project.id, person_id=member.person_id)
    except UnreadableError as problem:
        form.add_error("file", problem.reason)
        return file_page(request, project, form)
    asked = ColumnsForm(found=found, kinds=kinds_here, at=at, carried=told)
    return columns_page(request, project, asked, tables)


def chosen_sheet(request: HttpRequest, tables: Sequence[Table]) -> int:
    """The sheet that a button asks for, else the one that the page is about."""
    asked = request.POST.get("sheet") or request.POST.get("at", "")
    at = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return at if at < len(tables) else 0


def columns_form(request: HttpRequest, project: Project, table: Table, at: int) -> ColumnsForm:
    """What the columns hold, as it was said; as it is suggested, when another sheet is chosen."""
    kinds_here = kinds_of(project)
    found = plans.suggest(table, kinds_here)
    told = None if "sheet" in request.POST else request.POST
    return ColumnsForm(told, found=found, kinds=kinds_here, at=at, carried=request.POST["carried"])


def file_page(request: HttpRequest, project: Project, form: SpreadsheetForm) -> HttpResponse:
    """Which file."""
    context = {"project": project, "form": form, "steps": steps(0)}
    return show(request, "projects/importing/file.html", context)


def columns_page(
    request: HttpRequest, project: Project, form: ColumnsForm, tables: Sequence[Table]
) -> HttpResponse:
    """What each column holds, to confirm."""
    context = {
        "project": project,
        "form": form,
        "remarks": form.found.remarks,
        "people": len(form.found.rows),
        "titles": [table.title for table in tables],
        "steps": steps(1),
    }
    return show(request, "projects/importing/columns.html", context)


def rows(request: HttpRequest, project: Project, form: ColumnsForm, table: Table) -> HttpResponse:
    """What each row would do; and once it was looked at and wanted, it is done."""
    now = clock.now()
    team = team_of(project, localdate(now))
    plan = plans.make(table, team, form.mapping)
    if "yes" not in request.POST:
        return rows_page(request, form, plan, {"project": project, "state": state_of(team)})
    try:
        import_people(
            project=project,
            plan=plan,
            places=places_for(project, plan, actor(request), now),
            state=request.POST.get("state", ""),
            by=actor(request),
            at=now,
        )
    except Refusal as refusal:
        told = {"project": project, "state": state_of(team), "refused": refusal.reason}
        return rows_page(request, form, plan, told, status=409)
    latest = Entry.objects.filter(stream_id=project.stream_id, kind=kinds.PEOPLE_IMPORTED.name)
    return redirect("projects:brought", project.id, latest.order_by("-sequence")[0].sequence)


def rows_page(
    request: HttpRequest,
    form: ColumnsForm,
    plan: Plan,
    told: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The preview."""
    last = max(0, (len(plan.rows) - 1) // ROWS_SHOWN)
    asked = request.POST.get("rows", "")
    turn = min(int(asked), last) if asked.isdecimal() and len(asked) < 6 else 0
    first = turn * ROWS_SHOWN
    shown = plan.rows[first : first + ROWS_SHOWN]
    context = told | {
        "form": form,
        "plan": plan,
        "counts": {str(fate): plan.counts[fate] for fate in Fate},
        "wrong": plan.wrong[:TOLD_AT_ONCE],
        "look": plan.to_look_at[:TOLD_AT_ONCE],
        "columns": [{"words": words} for words in [_("Row"), _("Name"), _("What happens")]],
        "rows": [
            [_("Row %(number)s") % {"number": row.number}, row.said.name or "–", what_happens(row)]
            for row in shown
        ],
        "where": {"first": shown[0].number, "last": shown[-1].number} if shown else {},
        "turns": {"before": turn - 1 if turn else None, "after": turn + 1 if turn < last else None},
        "steps": steps(2),
    }
    return show(request, "projects/importing/rows.html", context, status=status)


def what_happens(row: Judged) -> str:
    """A row's fate in words."""
    match row.fate:
        case Fate.NEW:
            return _("New here.")
        case Fate.MORE:
            return _("Here already, not come in yet. Added: %(added)s.") % {
                "added": ", ".join(row.adds)
            }
        case Fate.SAME:
            return " ".join([_("Here already. Nothing changes."), *row.look])
        case Fate.TWICE:
            return " ".join(row.look)
        case Fate.WRONG:
            return " ".join([_("To mend:"), *row.wrong])


def steps(now: int) -> list[dict[str, str]]:
    """Where somebody is on the way."""
    words = [_("Choose the file"), _("Say what each column holds"), _("Look at each row"), _("Yes")]
    states = ["done"] * now + ["now"] + [""] * (len(words) - now - 1)
    return [{"words": each, "state": state} for each, state in zip(words, states, strict=True)]


@require_safe
@in_project
def brought(request: HttpRequest, project: Project, member: Member, sequence: int) -> HttpResponse:
    """What an import did, from its line on the record."""
    entry = Entry.objects.filter(
        stream_id=project.stream_id, sequence=sequence, kind=kinds.PEOPLE_IMPORTED.name
    ).first()
    if entry is None or not member.is_coordinator:
        raise Http404
    context = {"project": project, "done": entry.content["facts"], "sequence": sequence}
    return show(request, "projects/importing/brought.html", context)


def waiting(project: Project) -> QuerySet[Invitation]:
    """The invitations of people whom a list named and who have not come in."""
    kept = Place.objects.kept().filter(project=project)
    found = Invitation.objects.filter(place__in=kept).select_related("project", "place")
    return found.order_by("name", "id")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_project
def asking_in(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Who of the list was not asked yet, and two ways to ask them. Nobody is, without a yes."""
    if not member.is_coordinator:
        return redirect("projects:invitations", project.id)
    if request.method == "POST":
        return ask(request, project, member, request.POST.get("way", ""))
    return asking_page(request, project)


def asking_page(
    request: HttpRequest, project: Project, undelivered: Sequence[str] = ()
) -> HttpResponse:
    """How many wait for a letter, and how many for a card."""
    shut = waiting(project).filter(expires_at__lte=clock.now())
    by_letter = shut.filter(kind=Invitation.Kind.EMAIL).count() if mail.is_set() else 0
    context = {
        "project": project,
        "by_letter": by_letter,
        "people": shut[:ROWS_SHOWN],
        "by_card": shut.count() - by_letter,
        "letters_at_once": min(by_letter, LETTERS_AT_ONCE),
        "cards_now": min(shut.count() - by_letter, CARDS_AT_ONCE),
        "undelivered": undelivered,
        "cards_open": open_cards(project).count(),
    }
    return show(request, "projects/importing/asking_in.html", context)


def ask(request: HttpRequest, project: Project, member: Member, way: str) -> HttpResponse:
    """Ask the next few in, by letter or by card."""
    at = clock.now()
    shut = waiting(project).filter(expires_at__lte=at)
    by_letter = way == "letters" and mail.is_set()
    kind = Invitation.Kind.EMAIL if by_letter else Invitation.Kind.CARD
    if by_letter or mail.is_set():
        shut = shut.filter(kind=kind)
    invitations = list(shut[: LETTERS_AT_ONCE if by_letter else CARDS_AT_ONCE])
    ask_in(
        project=project,
        invitations=invitations,
        kind=kind,
        until=in_weeks(at, WEEKS),
        by=actor(request),
        at=at,
    )
    if not by_letter:
        return redirect("projects:list-cards", project.id)
    lost = send(invitations, member, person_at(request).language)
    if not lost:
        return redirect("projects:ask-in", project.id)
    shut_again(invitations=lost, by=actor(request), at=at)
    return asking_page(request, project, [invitation.name for invitation in lost])


def send(invitations: Sequence[Invitation], member: Member, language: str) -> list[Invitation]:
    """Send each letter; returns those that did not go. A server that is away is not asked again."""
    lost: list[Invitation] = []
    for number, invitation in enumerate(invitations):
        try:
            letters.send_invitation(invitation, inviter=member.called, language=language)
        except mail.NotNowError:
            return [*lost, *invitations[number:]]
        except mail.MailError:
            lost.append(invitation)
    return lost


def open_cards(project: Project) -> QuerySet[Invitation]:
    """Cards of the list that can still be used."""
    return waiting(project).filter(kind=Invitation.Kind.CARD, expires_at__gt=clock.now())


@never_cache
@require_safe
@in_project
def list_cards(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The open cards of the list, to print and cut."""
    if not member.is_coordinator:
        raise Http404
    ways = [way_in(invitation) for invitation in open_cards(project)[:CARDS_AT_ONCE]]
    context = {
        "project": project,
        "ways": [way for way in ways if way is not None],
        "inviter": member.called,
    }
    return show(request, "projects/importing/list_cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_project
def take_people(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The people here as a spreadsheet. That a list was taken stands on the record."""
    makers = {
        "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
        "xlsx": (exporting.as_xlsx, XLSX_TYPE),
    }
    way = request.POST.get("way", "")
    if way not in makers:
        return show(request, "projects/importing/take_people.html", {"project": project})
    make, kind = makers[way]
    content = make(exporting.people(project))
    export_people(project=project, by=actor(request), at=clock.now())
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{project.slug}-people.{way}"'
    return response
