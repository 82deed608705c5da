from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evenweave.common import actors, clock
from evenweave.record.models import Stream
from tests.loom import actions
from tests.loom.models import Note


def new_note(request: HttpRequest, stream_id: UUID) -> HttpResponse:
    """A good view: load, one action, answer."""
    stream = get_object_or_404(Stream, pk=stream_id)
    actions.write_note(
        stream=stream, words=request.POST["words"], by=actors.operator(), at=clock.now()
    )
    return HttpResponse("kept")


def write_while_reading(request: HttpRequest) -> HttpResponse:
    """Wrong on purpose: an action during a GET."""
    stream = Stream.objects.get()
    actions.write_note(stream=stream, words="No.", by=actors.operator(), at=clock.now())
    return HttpResponse("kept")


def write_outside(request: HttpRequest) -> HttpResponse:
    """Wrong on purpose: a write in a view."""
    Note.objects.create(stream=Stream.objects.get(), words="No.")
    return HttpResponse("kept")
