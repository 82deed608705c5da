"""How people are to be mixed, and whether somebody would rather never be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, MinutesField
from evenweave.common.forms import Form

MOST, TABLES = "most", "tables"


class TablesForm(Form):
    """So many people at each table, or so many tables."""

    by = ChoiceField(
        label=_("What do you know?"),
        choices=[
            (MOST, _("How many people fit at one table")),
            (TABLES, _("How many tables or groups there are")),
        ],
    )
    number = MinutesField(
        label=_("How many?"), error_messages={"amiss": _("Please write a number, such as 4.")}
    )


class LeftOutForm(Form):
    """Whether somebody would rather never be asked in a circle."""

    ASK, NEVER = "ask", "never"

    left_out = ChoiceField(
        label=_("When we are put into pairs or at tables"),
        choices=[
            (ASK, _("Ask me each time")),
            (NEVER, _("Leave me out of pairs and mixing")),
        ],
        hints={NEVER: _("You need no reason, and nobody is told.")},
    )
