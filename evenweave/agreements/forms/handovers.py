"""What is handed on, in parts, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField, SelectField
from evenweave.common.forms import Form
from evenweave.projects.forms.members import choices_of
from evenweave.projects.models import Member

# As many parts as fit on a page that somebody still likes to fill in.
FIELDS = ("part", "to")
NAMES = {
    1: _("The first part"),
    2: _("A second part"),
    3: _("A third part"),
    4: _("A fourth part"),
}
WHO = {
    1: _("Who could take on the first part?"),
    2: _("Who could take on the second part?"),
    3: _("Who could take on the third part?"),
    4: _("Who could take on the fourth part?"),
}


def until() -> DateField:
    """A last day, or none."""
    return DateField(
        label=_("Until when?"), help_text=_("Without a day it is for good."), required=False
    )


class HandOnForm(Form):
    """Work that is handed on, in up to four parts."""

    what = NameField(
        label=_("What do you hand on?"),
        help_text=_("A few words for all of it, such as “Coordinating the panels”."),
        limit=200,
    )
    until_on = until()

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.id): member for member in members}
        choices = [("", _("Nobody yet: it needs somebody")), *choices_of(self.members.values())]
        for number, name in NAMES.items():
            self.fields[f"part_{number}"] = NameField(label=name, limit=300, required=number == 1)
            self.fields[f"to_{number}"] = SelectField(
                label=WHO[number], choices=choices, required=False
            )
        # The day comes after all parts.
        self.order_fields([*[name for name in self.fields if name != "until_on"], "until_on"])

    def clean(self) -> dict[str, Any]:
        """A person without a part is a part that was forgotten."""
        cleaned = super().clean() or self.cleaned_data
        for number in NAMES:
            name = f"part_{number}"
            if cleaned.get(f"to_{number}") and not cleaned.get(name, "written amiss"):
                self.add_error(name, _("You chose somebody. Write what they would take on."))
        return cleaned

    @property
    def first(self) -> list[BoundField]:
        """What everybody is asked: what it is, and one part of it."""
        return [self[name] for name in ("what", "part_1", "to_1")]

    @property
    def more(self) -> list[BoundField]:
        """Further parts, which are folded away until somebody wants them."""
        return [self[f"{name}_{number}"] for number in NAMES if number > 1 for name in FIELDS]

    @property
    def has_more(self) -> bool:
        """Whether something stands in one of them, or is amiss there."""
        return any(field.errors or field.value() for field in self.more)

    @property
    def parts(self) -> list[tuple[str, Member | None]]:
        """Each part that was written, and who is asked to take it on."""
        cleaned = self.cleaned_data
        return [
            (cleaned[f"part_{number}"], self.members.get(cleaned[f"to_{number}"]))
            for number in NAMES
            if cleaned[f"part_{number}"]
        ]


class OfferForm(Form):
    """Somebody who is asked to take a part on."""

    to = SelectField(label=_("Who could take it on?"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.id): member for member in members}
        choices = [("", _("Choose a name")), *choices_of(self.members.values())]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> Member:
        """The member themself."""
        return self.members[self.cleaned_data["to"]]


class AgainForm(Form):
    """Until when it is asked again."""

    until_on = until()
