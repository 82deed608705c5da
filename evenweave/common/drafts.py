"""Words being written stay on the device until the server has them.

In a page, around a form (`assets/elements/kept-draft.js` does the keeping):

    <kept-draft name="plan-{{ plan.id }}">
      {% include "common/kept.html" %}
      <form method="post" novalidate>…</form>
    </kept-draft>

and in its view, once the words are saved:

    return drafts.saved(redirect("plan", plan.id), f"plan-{plan.id}")

The name says what is written about and must hold nothing personal: a word and a random id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, TypeVar

from django.conf import settings

COOKIE = "draft-saved-"
# The page after the redirect reads it at once; this is for a phone that loses its line just then.
KEPT_FOR = 3600
NAME = re.compile(r"[a-z0-9-]{1,80}")


class TakesCookies(Protocol):
    """A response, as far as it matters here."""

    @property
    def set_cookie(self) -> Callable[..., None]:
        """Ask the browser to remember something."""


Response = TypeVar("Response", bound=TakesCookies)


def saved(response: Response, name: str) -> Response:
    """Tell the device that the server has these words now, so that it lets go of its own copy."""
    if not NAME.fullmatch(name):
        raise ValueError("A draft is named with small letters, figures and hyphens.")
    response.set_cookie(
        COOKIE + name,
        "1",
        max_age=KEPT_FOR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
