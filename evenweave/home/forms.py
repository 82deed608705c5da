"""The shape of words to a team's coordinators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, WordsField
from evenweave.common.forms import Form
from evenweave.projects.models import Project


class SayForm(Form):
    """Words, and to which team. Who is in one team only is not asked which."""

    project = ChoiceField(label=_("Which team is it about?"))
    words = WordsField(label=_("What would you like to say?"), rows=6)

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(project.id): project for project in projects}
        if len(projects) == 1:
            del self.fields["project"]
        else:
            choices = [(key, project.name) for key, project in self.projects.items()]
            self.fields["project"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Project:
        """The team that it goes to. Only for a valid form."""
        key = self.cleaned_data.get("project") or next(iter(self.projects))
        return self.projects[key]
