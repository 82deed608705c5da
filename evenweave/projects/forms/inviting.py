"""Three ways to ask somebody in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form
from evenweave.projects.models import Project


class LinkUses(TextChoices):
    """How many people a link is for."""

    TEAM = "", _("As many as come")
    FIVE = "5", _("Five people")
    TWENTY = "20", _("Twenty people")


class InviteForm(Form):
    """What each way of inviting may ask: into which circle."""

    circle = fields.ChoiceField(label=_("Into which group?"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circles = {str(circle.id): circle for circle in project.circles.shown()}
        if self.circles:
            names = [(key, circle.name) for key, circle in self.circles.items()]
            self.fields["circle"].choices = names  # type: ignore[attr-defined]
        else:
            del self.fields["circle"]

    def clean_circle(self) -> Any:
        """The circle itself; none is everybody."""
        return self.circles.get(self.cleaned_data["circle"])


class InviteOneForm(InviteForm):
    """For one person: what we suppose of them, which only they can say."""

    name = fields.NameField(
        label=_("What are they called?"),
        help_text=_("They can choose another name when they come."),
        required=False,
    )
    expertise = fields.ChoiceField(
        label=_("What might they bring?"),
        help_text=_("Only they will see this. They say themselves what is so."),
        required=False,
    )
    field_order = ("name", "email", "expertise", "circle")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        self.kinds = {str(kind.id): kind for kind in project.expertises.present()}
        names = [(key, kind.name) for key, kind in self.kinds.items()]
        choices = [("", _("I leave that to them")), *names]
        self.fields["expertise"].choices = choices  # type: ignore[attr-defined]

    def clean_expertise(self) -> Any:
        """The kind itself, or none."""
        return self.kinds.get(self.cleaned_data["expertise"])


class CardForm(InviteOneForm):
    """A printed card for one person."""


class LetterForm(InviteOneForm):
    """An e-mail for one person."""

    email = fields.EmailField(label=_("Their e-mail address"), autocomplete="off")


class LinkForm(InviteForm):
    """A link for several people."""

    most_uses = fields.ChoiceField(
        label=_("How many people is it for?"), choices=LinkUses.choices, required=False
    )
    until = fields.DateField(
        label=_("Until which day does it work?"), help_text=_("Three months from now at most.")
    )
    field_order = ("most_uses", "until", "circle")

    def clean_most_uses(self) -> int | None:
        """A number, or as many as come."""
        return int(self.cleaned_data["most_uses"] or 0) or None

    def clean_until(self) -> datetime:
        """The end of that day, where this server is."""
        day = self.cleaned_data["until"]
        if day < localdate():
            raise ValidationError(_("This day is over already."))
        return make_aware(datetime.combine(day, time.max))


def in_weeks(at: datetime, weeks: int) -> datetime:
    """The end of a day so many weeks on."""
    day = localtime(at).date() + timedelta(weeks=weeks)
    return make_aware(datetime.combine(day, time.max))
