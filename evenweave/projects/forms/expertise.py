"""What somebody brings, and what its kinds are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form, VersionedForm
from evenweave.projects.models import Project


class CountForm(VersionedForm):
    """What somebody brings, as they say themselves."""

    role_title = fields.NameField(
        label=_("What are you here, in your own words?"),
        help_text=_("For example: peer researcher, GP, neighbour. Nobody else chooses it."),
        required=False,
    )
    brings = fields.ManyField(
        label=_("What do you bring?"),
        help_text=_("As many as are true. Or none: that is fine too."),
        required=False,
    )
    seat = fields.ChoiceField(
        label=_("With which of these do you sit at this table?"),
        help_text=_("Teams look whether the seats are even. One of those you ticked."),
        required=False,
    )
    is_shown = fields.ChoiceField(
        label=_("Who sees this?"),
        choices=[
            ("yes", _("My team sees what I bring")),
            ("no", _("Count me, but do not show me")),
        ],
        hints={
            "no": _("Nobody sees it beside your name."),
        },
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {str(kind.id): kind for kind in project.expertises.present()}
        names = [(key, kind.name) for key, kind in self.kinds.items()]
        self.fields["brings"].choices = names  # type: ignore[attr-defined]
        self.fields["seat"].choices = [  # type: ignore[attr-defined]
            ("", _("None of them, or I would rather not say")),
            *names,
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What they chose, as the action takes it."""
        told = self.cleaned_data
        return {
            "version": told["version"],
            "role_title": told["role_title"],
            "brings": [self.kinds[key] for key in told["brings"]],
            "seat": self.kinds.get(told["seat"]),
            "is_shown": told["is_shown"] == "yes",
        }

    def clean(self) -> dict[str, Any]:
        """They sit with something that they bring."""
        told = super().clean() or self.cleaned_data
        if told.get("seat") and told["seat"] not in told.get("brings", []):
            self.add_error("seat", _("Tick it above too, or choose another seat."))
        return told


class NameKindForm(Form):
    """The name of a kind of expertise."""

    name = fields.NameField(label=_("What is it called?"), limit=60)


class DivideForm(Form):
    """The names of the two kinds that one becomes."""

    first = fields.NameField(label=_("One part is called"), limit=60)
    second = fields.NameField(label=_("The other part is called"), limit=60)
