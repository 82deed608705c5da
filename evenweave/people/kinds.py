"""What people's doings put on the record of a project."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

CARD_MADE = Kind(
    "people.card_made",
    _("Sign-in cards made"),
    _("{by} made a card with which {person} can sign in once, until {expires_at}."),
    facts={"person": "person.id", "expires_at": "result.ticket.expires_at"},
)
