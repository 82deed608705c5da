"""Reading the records that are open to everybody: the examples."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from evenweave.record.models import Stream
from evenweave.record.pages import show_entry, show_record


@require_safe
def page(request: HttpRequest, stream_id: UUID) -> HttpResponse:
    """The record of an example."""
    stream = get_object_or_404(Stream.objects.open_to_all(), pk=stream_id)
    return show_record(request, stream, reverse("record:page", args=[stream.pk]))


@require_safe
def entry(request: HttpRequest, stream_id: UUID, sequence: int) -> HttpResponse:
    """One entry of it."""
    stream = get_object_or_404(Stream.objects.open_to_all(), pk=stream_id)
    return show_entry(request, stream, sequence, reverse("record:page", args=[stream.pk]))
