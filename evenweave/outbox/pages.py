"""Who is at a page of the outbox. The room of people knows; it is above, so a setting names it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import Concatenate, ParamSpec, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from evenweave.common.actors import Actor
from evenweave.common.pages import as_file
from evenweave.outbox.vocabulary import File

P = ParamSpec("P")


class Door(Protocol):
    """The module that OUTBOX_DOOR names: it lets people in, and knows who they are."""

    def signed_in(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """A page for people who are signed in."""

    def actor(self, request: HttpRequest) -> Actor:
        """Who acts on such a page: a person, or a helper for a person."""


def door() -> Door:
    """The installation's door."""
    return cast(Door, import_module(settings.OUTBOX_DOOR))


def signed_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for people who are signed in; others are shown the way in."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return door().signed_in(view)(request, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], answer)


def visitor(request: HttpRequest) -> Actor:
    """Who acts on this page: a person, or a helper for a person."""
    return door().actor(request)


def person_at(request: HttpRequest) -> UUID:
    """The person whose page this is: with a helper at the keyboard, the person helped."""
    return visitor(request).somebody


def download(file: File) -> HttpResponse:
    """A file to keep; no cache on the way keeps it too."""
    return as_file(file.content, file.media_type, file.name)
