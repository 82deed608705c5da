"""What somebody who is not here yet is asked: by whoever begins a project, and by whoever joins."""

from __future__ import annotations

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form


class NewcomerForm(Form):
    """What to call somebody, how they come back, and whose device this is."""

    called = fields.NameField(
        label=_("What shall we call you?"),
        help_text=_("Any name you like. It need not be your full one."),
        autocomplete="nickname",
    )
    email = fields.EmailField(
        label=_("Your e-mail address"),
        help_text=_("So that you can come back from another device. The team does not see it."),
        required=False,
    )
    is_shared = fields.YesField(
        label=_("Other people use this device too"),
        help_text=_("Tick this, and you are signed out when you close it. Nothing stays on it."),
        required=False,
    )

    @property
    def about_you(self) -> list[BoundField]:
        """The three, apart from what else a form asks."""
        return [self[name] for name in NewcomerForm.base_fields]
