"""Leaving, and handing on what nobody else holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import SelectField, YesField
from evenweave.common.forms import Form
from evenweave.projects.forms.members import choices_of
from evenweave.projects.models import Capability, Member

ASKED = {
    Capability.Kind.COORDINATOR: _("Who takes over as coordinator?"),
    Capability.Kind.PAYER: _("Who takes over as payer?"),
}


class LeaveForm(Form):
    """Who takes over what, and whether the person would like to hear more."""

    wants_news = YesField(
        label=_("I would like to hear what becomes of the project."), required=False
    )

    def __init__(
        self, *args: Any, kinds: Collection[str], members: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.members = {str(member.id): member for member in members}
        choices = [("", _("Choose a name")), *choices_of(self.members.values())]
        for kind in kinds:
            self.fields[kind] = SelectField(
                label=ASKED[Capability.Kind(kind)],
                help_text=_("They are told, and can pass it on. It is good to ask them first."),
                choices=choices,
            )
        self.order_fields([*kinds, "wants_news"])

    @property
    def hand_over(self) -> dict[str, Member]:
        """Who takes on what, by kind."""
        return {kind: self.members[self.cleaned_data[kind]] for kind in self.kinds}


class NewsForm(Form):
    """Whether somebody who left would like to hear more."""

    wants_news = YesField(
        label=_("I would like to hear what becomes of the project."), required=False
    )
