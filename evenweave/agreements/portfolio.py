"""A portfolio as files: a page, a PDF that a screen reader can read, and plain text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave.agreements.blocks import blocks, plainly
from evenweave.agreements.models import Portfolio
from evenweave.agreements.taking_along import begun
from evenweave.common import paper, sheets
from evenweave.projects.models import Member

PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body><main><h1 dir="auto">{title}</h1>
<p dir="auto">{under}</p>
{words}</main></body>
</html>
"""
SOURCE = Path(__file__).resolve().parent / "paper" / "portfolio.typ"


def words_of(member: Member) -> str:
    """What stands there: their own words, or what the program would begin with."""
    kept = Portfolio.objects.filter(member=member).first()
    return kept.words if kept else begun(member)


def title(member: Member) -> str:
    """What the page is called."""
    return _("{name}: what I did").format(name=member.called)


def under(member: Member, at: datetime) -> str:
    """The line below the title."""
    told = _("In “{project}”, in my own words. {day}")
    return told.format(project=member.project.name, day=date_format(localtime(at), _("j F Y")))


def as_text(member: Member, at: datetime) -> bytes:
    """Plain text, as every program reads it."""
    lines = [title(member), under(member, at), "", plainly(words_of(member)), ""]
    return "\n".join(lines).encode()


def as_page(member: Member, at: datetime) -> bytes:
    """One file that a browser opens, with nothing to load."""
    told = render_to_string("agreements/partings/blocks.html", {"blocks": blocks(words_of(member))})
    return format_html(
        PAGE, lang=sheets.language(), title=title(member), under=under(member, at), words=told
    ).encode()


def as_pdf(member: Member, at: datetime) -> bytes:
    """A PDF with its structure told (PDF/UA-1)."""
    told = {
        "lang": sheets.language(),
        "name": member.called,
        "title": title(member),
        "under": under(member, at),
        "page": _("Page {n}"),
        "blocks": [{"kind": each.kind, "lines": each.lines} for each in blocks(words_of(member))],
    }
    return paper.drawn(SOURCE, told).pdf


# By the end of the file's name: what it is, and who makes it.
FILES: dict[str, tuple[str, Callable[[Member, datetime], bytes]]] = {
    "html": ("text/html; charset=utf-8", as_page),
    "pdf": ("application/pdf", as_pdf),
    "txt": ("text/plain; charset=utf-8", as_text),
}
