"""Choosing among the people of a project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, SelectField
from evenweave.common.forms import Form
from evenweave.projects.models import Capability, Member


def choices_of(members: Iterable[Member]) -> list[tuple[str, str]]:
    """Each by name; the role title tells two of one name apart."""
    return [
        (str(member.id), " · ".join(filter(None, [member.called, member.role_title])))
        for member in members
    ]


class MemberForm(Form):
    """One of the people of a project."""

    member = SelectField(label=_("Who?"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.id): member for member in members}
        choices = [("", _("Choose a name")), *choices_of(self.members.values())]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    def clean_member(self) -> Member:
        """The member themself."""
        return self.members[self.cleaned_data["member"]]


class CardForm(MemberForm):
    """For whom a sign-in card is made."""

    member = SelectField(label=_("Whom is the card for?"))


class TrustForm(MemberForm):
    """Who is asked to coordinate, or to pay."""

    member = SelectField(label=_("Whom do you ask?"))
    kind = ChoiceField(label=_("To be what?"))

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [choice for choice in TRUSTS if choice[0] in set(kinds)]
        self.fields["kind"].choices = known  # type: ignore[attr-defined]
        if len(known) == 1:
            self.fields["kind"].initial = known[0][0]


TRUSTS = [
    (Capability.Kind.COORDINATOR, _("Coordinator: may also invite, plan and chase")),
    (Capability.Kind.PAYER, _("Payer: may also pay people")),
]
