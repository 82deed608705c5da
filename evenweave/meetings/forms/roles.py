"""What somebody is willing to do, and in which months not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, ManyField, NameField
from evenweave.common.forms import Form
from evenweave.meetings.models import Role, RoleWill

# Half a year: nobody knows more of their own strength.
MONTHS = 6


class WillsForm(Form):
    """For each role: willing, learning, or not for me; and months without a turn."""

    def __init__(
        self, *args: Any, roles: Iterable[Role], months: list[date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {f"role-{role.pk}": role for role in roles}
        choices = [*RoleWill.WILLS, ("", _("Not for me"))]
        for name, role in self.roles.items():
            self.fields[name] = ChoiceField(
                label=role.name, help_text=role.what, choices=choices, required=False
            )
        self.months = {f"{month:%Y-%m}": month for month in months}
        named = [(key, date_format(month, now("F Y"))) for key, month in self.months.items()]
        self.fields["away"] = ManyField(
            label=_("Not in these months"),
            help_text=_("It counts against nobody, and nobody asks why."),
            choices=named,
            required=False,
        )

    @property
    def wills(self) -> dict[Role, str]:
        """What was said, of the roles that are for them. Only for a valid form."""
        said = ((role, self.cleaned_data[name]) for name, role in self.roles.items())
        return {role: will for role, will in said if will}

    @property
    def away(self) -> list[date]:
        """The months without a turn. Only for a valid form."""
        return [self.months[key] for key in self.cleaned_data["away"]]


class RoleForm(Form):
    """A role of the team's own."""

    name = NameField(label=_("What is the role called?"), limit=80)
    what = NameField(label=_("What is there to do?"), limit=300, required=False)
