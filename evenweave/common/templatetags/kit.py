"""The parts that pages are laid with. Every template has these tags; /kit/ shows each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evenweave.common.kit.weave import DYES
from evenweave.common.prose import prose as as_prose

register = template.Library()

Words = str | Promise

DASHES = {dye.name: " ".join(str(length) for length in dye.dash) for dye in DYES}


@register.simple_tag
def asset(name: str) -> str:
    """Where a built file is, with the hash of its content in its name.

    Before the files are collected (in a test, or where they were lost) it is the plain name: a page
    without its dress is better than no page.
    """
    try:
        return collected(name)
    except ValueError:
        return f"{settings.STATIC_URL}evenweave/{name}"


@cache
def collected(name: str) -> str:
    """The same, looked up once: a page may have dozens, and they change with the program only."""
    return static(f"evenweave/{name}")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing, always beside words: it says nothing to a screen reader."""
    return drawing(asset("icons.svg"), name)


@cache
def drawing(file: str, name: str) -> SafeString:
    """One drawing of a file of them."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', file, name)


@register.simple_tag
def expertise(dye: str, words: Words) -> SafeString:
    """A kind of expertise: its colour, its pattern and its word, never one of them alone."""
    return format_html(
        '<span class="expertise"><svg viewBox="0 0 44 12" aria-hidden="true">'
        '<path class="thread {0}" stroke-width="8" stroke-dasharray="{1}" d="M0 6h44"/></svg>'
        "<span>{2}</span></span>",
        dye,
        DASHES[dye],
        words,
    )


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """A day and a time in words, as it is here: “Friday 6 March 2026, 6 p.m.” for example."""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(), date_format(local, _("l j F Y, P"))
    )


@register.simple_tag
def day(moment: date) -> SafeString:
    """A day in words: “Friday 6 March 2026”."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), date_format(moment, _("l j F Y"))
    )


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """The item that stands at this place, counted from 0."""
    return items[place]


@register.filter
def is_below(path: str, address: str) -> bool:
    """Whether a page stands somewhere below an address: so its place in the menu can be marked."""
    return bool(address) and path.startswith(address)


@register.filter
def prose(words: str) -> SafeString:
    """Background in Markdown, cleaned, in a block of its own (`common.prose`)."""
    return as_prose(words)


@register.filter
def rows(words: str) -> int:
    """How many lines a text box needs to show these words, within reason."""
    lines = sum(1 + len(line) // 60 for line in words.splitlines() or [""])
    return min(max(lines, 2), 20)


@register.simple_block_tag
def note(content: str, kind: str = "", title: Words = "", icon: str = "") -> str:
    """Words laid beside the others.

    `kind` is nothing, "leaf" (answered, done) or "care" (before something hard).
    """
    return render_to_string(
        "kit/note.html", {"content": content, "kind": kind, "title": title, "icon": icon}
    )


@register.simple_block_tag
def todo(content: str, verb: Words, title: Words, icon: str = "") -> str:
    """One thing that is next, in a `<ul class="todo">`: what to do, and what it is about.

    Say inside how long it takes, and that it can wait.
    """
    return render_to_string(
        "kit/todo.html", {"content": content, "verb": verb, "title": title, "icon": icon}
    )


@register.simple_block_tag
def empty(content: str, title: Words) -> str:
    """Nothing here yet. Say inside what will be here, and how it comes to be."""
    return render_to_string("kit/empty.html", {"content": content, "title": title})


@register.simple_block_tag(takes_context=True)
def confirm(context: Any, content: str, ask: Words, yes: Words, action: str) -> str:
    """A thing that is asked twice, without a script. `action` is where the form goes.

    Say inside what will happen.
    """
    return render_to_string(
        "kit/confirm.html",
        {"content": content, "ask": ask, "yes": yes, "action": action},
        request=context.get("request"),
    )
