"""When a phase is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField
from evenweave.common.forms import Form


class PhaseForm(Form):
    """A phase: its name and its days."""

    name = NameField(label=_("What do you call it?"))
    starts_on = DateField(label=_("First day"), required=False)
    ends_on = DateField(label=_("Last day"), required=False)
