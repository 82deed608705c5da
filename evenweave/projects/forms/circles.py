"""What a circle is called, and where somebody takes part."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ManyField, NameField
from evenweave.common.forms import Form, VersionedForm
from evenweave.projects.models import Project

NAME: dict[str, Any] = {
    "label": _("What is it called?"),
    "help_text": _("The team’s own name for it, such as “Tuesday group”."),
}
WORD: dict[str, Any] = {
    "label": _("What do you call such a group?"),
    "help_text": _(
        "“Working group”, “panel”, “study team”: your own word. Without one we say “circle”."
    ),
    "required": False,
    "limit": 60,
}


class CircleForm(Form):
    """A new circle."""

    name = NameField(**NAME)
    word = NameField(**WORD)


class CircleChangeForm(VersionedForm):
    """Another name for a circle."""

    name = NameField(**NAME)
    word = NameField(**WORD)


class SitesForm(Form):
    """Where a member takes part."""

    sites = ManyField(label=_("Where do you take part?"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(site.id): site for site in project.sites.all()}
        choices = [(key, site.name) for key, site in self.known.items()]
        self.fields["sites"].choices = choices  # type: ignore[attr-defined]

    def clean_sites(self) -> list[Any]:
        """The sites themselves."""
        return [self.known[key] for key in self.cleaned_data["sites"]]
