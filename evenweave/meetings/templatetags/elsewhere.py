"""A meeting’s time on a page: by the clock of its place, and by that of whoever reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context

from evenweave.meetings import elsewhere

register = template.Library()
register.simple_tag(elsewhere.on_the_wall)


@register.simple_tag(takes_context=True)
def for_you(context: Context, moment: datetime | None, zone: str) -> str:
    """What the clock of the person shows whose page this is, where it shows something else."""
    reader: Any = context.get("person_here")
    theirs = reader.clock if reader else settings.TIME_ZONE
    return elsewhere.by_their_clock(moment, theirs, zone) if moment else ""
