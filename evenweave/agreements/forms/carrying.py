"""Lending an agreement to another team, and taking over what another lends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.forms.deciding import Decided
from evenweave.agreements.models import Sort, Version
from evenweave.agreements.rules.carrying import LONGEST
from evenweave.common.fields import ChoiceField, NameField, WordsField
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Things, field
from evenweave.decisions.forms.room import InCircle
from evenweave.decisions.models import Decision

ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class LendForm(Form):
    """To whom, and what one would tell them."""

    ONE, ALL = "one", "all"

    to = ChoiceField(
        label=_("Who may take from it?"),
        choices=[(ONE, _("One other project")), (ALL, _("Every project on this server"))],
    )
    address = NameField(
        label=_("If it is one: the address of its page"),
        help_text=_("Ask somebody of that team. They find it at “Lend our agreement”."),
        limit=400,
        required=False,
    )
    to_called = NameField(label=_("If it is one: what do you call it?"), limit=120, required=False)
    lessons = WordsField(
        label=_("What would you tell a later team?"),
        help_text=_(
            "What you learned on the way. Your team reads it now, and they do once it is lent. "
            "Please name nobody."
        ),
        limit=LONGEST,
        rows=5,
        required=False,
    )

    def clean_address(self) -> UUID | None:
        """The id in the address, wherever in it that stands."""
        address = self.cleaned_data["address"]
        found = ID.search(address)
        if address and not found:
            raise ValidationError(
                _("This is not the address of a project’s page. It has a long number in it.")
            )
        return UUID(found[0]) if found else None

    def clean(self) -> dict[str, Any]:
        """One project has an address; where it is for all, no address is wanted."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("to") == self.ALL:
            self.errors.pop("address", None)
        elif told.get("to") == self.ONE and "address" in told and not told["address"]:
            self.add_error("address", _("Paste the address of the other project’s page here."))
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as the action takes it. Only for a valid form."""
        given = self.cleaned_data
        is_one = given["to"] == self.ONE
        return {
            "to_project": given["address"] if is_one else None,
            "to_called": given["to_called"] if is_one else "",
            "lessons": given["lessons"],
        }


class EndForm(Form):
    """By which decision."""

    decision = Decided(label=_("Which decision says so?"))

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "decision").among(decisions, none=_("Choose one"))


class TakeForm(InCircle):
    """What to propose to one’s own team."""

    versions = Things(label=_("What would you like to take over?"))
    plain_summary = WordsField(
        label=_("What is it about, in plain words?"),
        help_text=_("As you would tell it to a tired friend."),
        limit=2_000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, versions: Iterable[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(versions)
        chosen = field(self, "versions")
        chosen.among(known)
        chosen.choices = [(str(each.pk), each.title) for each in known]
        chosen.widget.hints = {str(each.pk): told(each) for each in known}
        self.order_fields(["versions", "circle", "plain_summary"])


def told(version: Version) -> str:
    """The words, and why; of a word to avoid, that it is one."""
    words = version.words
    if version.clause.sort == Sort.WORD:
        instead = gettext("We say “{words}”.").format(words=words) if words else ""
        words = " ".join(each for each in (gettext("A word to avoid."), instead) if each)
    why = gettext("Why: {why}").format(why=version.why) if version.why else ""
    return "\n\n".join(each for each in (words, why) if each)
