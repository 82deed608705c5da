"""The product's addresses and the bare page: a session, one query, a small template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evenweave.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from evenweave.config.urls import urlpatterns as product
from evenweave.record.models import Stream


def bare(request: HttpRequest) -> HttpResponse:
    """What any Django page costs."""
    request.session.get("nothing")
    return render(request, "kit/empty.html", {"title": Stream.objects.first(), "content": ""})


urlpatterns = [path("bare/", bare), *product]
