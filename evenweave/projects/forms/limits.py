"""What cannot change, who is asked, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField, SelectField, WordsField
from evenweave.common.forms import Form
from evenweave.projects.forms.members import choices_of
from evenweave.projects.models import Member


class LimitForm(Form):
    """A limit, and who holds it."""

    words = WordsField(
        label=_("What can this team not change?"),
        help_text=_("One plain sentence, such as “The end date is fixed”."),
        limit=2_000,
        rows=2,
    )
    holder = NameField(
        label=_("Who holds it?"),
        help_text=_("A funder, a law, an organisation, a person."),
        limit=200,
    )
    holder_member = SelectField(label=_("Is that somebody in the team?"), required=False)
    since = DateField(label=_("Since when?"), required=False)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.id): member for member in members}
        choices = [("", _("Nobody in the team")), *choices_of(self.members.values())]
        self.fields["holder_member"].choices = choices  # type: ignore[attr-defined]

    def clean_holder_member(self) -> Member | None:
        """The member themself, if it is one."""
        return self.members.get(self.cleaned_data["holder_member"])


class QuestionForm(Form):
    """A question to whoever holds a limit."""

    words = WordsField(label=_("What would you like to ask?"), limit=2_000, rows=3)


class ReplyForm(Form):
    """What the holder said."""

    reply = WordsField(
        label=_("What is the answer?"),
        help_text=_("In the holder’s own words, if you can."),
        limit=4_000,
        rows=3,
    )
