"""A proposal, in all its parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import (
    ChoiceField,
    DateField,
    NameField,
    PlainWordsField,
    WordsField,
    YesField,
)
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Thing, Things, end_of, field, leave_out
from evenweave.decisions.forms.room import InCircle
from evenweave.decisions.models import Protocol
from evenweave.ideas.models import Idea
from evenweave.projects.models import Limit, Member

LONGEST_OPTION = 200


class ProposeForm(InCircle):
    """A question, and who decides it. The rest comes after."""

    question = NameField(
        label=_("What should we decide?"),
        help_text=_("As a question, such as “Where should we meet from March?”"),
        limit=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["question", "circle"])


class Worded(Form):
    """What a proposal says: as it is shaped, and as it is changed after what people said."""

    question = NameField(label=_("What should we decide?"), limit=300)
    plain_summary = PlainWordsField(
        label=_("In plain words"),
        help_text=_("What it is about, and why now. As you would tell it to a tired friend."),
        limit=2_000,
        rows=4,
        required=False,
    )
    options = WordsField(
        label=_("What can we choose from?"),
        help_text=_(
            "One option a line. Leave it empty, and people say yes or no. "
            "Where you look for consensus, it is about the first."
        ),
        limit=20_000,
        rows=4,
        required=False,
    )
    background = WordsField(
        label=_("Background, for those who want more"),
        help_text=_("You can use **bold**, lists with - and links."),
        limit=20_000,
        rows=5,
        required=False,
    )

    def __init__(self, *args: Any, has_options: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_options:
            leave_out(self, "options")

    def clean_options(self) -> list[str]:
        """The lines that say something."""
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > LONGEST_OPTION for line in found):
            raise ValidationError(
                _("One of these lines is very long. Give each option a short line.")
            )
        return found


class ShapeForm(Worded, VersionedForm):
    """All that a proposal can say. Only the question and the plain words are needed."""

    MORE = (
        *("background", "who_it_affects", "content_note", "ideas", "limits", "is_from_circle"),
        *("review_on", "protocol", "i_apply"),
    )

    who_it_affects = WordsField(label=_("Whom does it touch?"), limit=2_000, rows=2, required=False)
    content_note = NameField(
        label=_("A note before something hard"),
        help_text=_("Such as “This speaks of being detained”. People read it before the rest."),
        limit=300,
        required=False,
    )
    ideas = Things(label=_("From which ideas does it come?"), required=False)
    limits = Things(
        label=_("Which of our limits does it touch?"),
        help_text=_("So that nobody hopes for what cannot be."),
        required=False,
    )
    is_from_circle = YesField(
        label=_("The whole circle proposes it"),
        help_text=_("Then everybody in the circle can change it while it is shaped."),
        required=False,
    )
    review_on = DateField(label=_("When shall we look at it again?"), required=False)
    protocol = ChoiceField(
        label=_("Does the study’s protocol have to change for it?"),
        choices=[(Protocol.NONE, _("No")), (Protocol.NEEDED, _("Yes"))],
        initial=Protocol.NONE,
    )
    i_apply = YesField(label=_("If so, I apply for the modification"), required=False)

    def __init__(
        self,
        *args: Any,
        ideas: Iterable[Idea],
        limits: Iterable[Limit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, things in {"ideas": list(ideas), "limits": list(limits)}.items():
            field(self, name).among(things)
            if not things:
                leave_out(self, name)

    @property
    def first(self) -> list[Any]:
        """What nearly every proposal says."""
        names = ("question", "plain_summary", "options")
        return [self[name] for name in names if name in self.fields]

    @property
    def more(self) -> list[Any]:
        """What waits behind “More about it”."""
        return [self[name] for name in self.MORE if name in self.fields]


class AmendForm(Worded, VersionedForm):
    """A proposal, changed after what people said."""

    what_changed = WordsField(
        label=_("What did you change?"),
        help_text=_("A few words, so that everybody can follow. The old round stays readable."),
        limit=2_000,
        rows=2,
    )


class OpenForm(Form):
    """Until when the first step goes on; not asked where those who were named decide at once."""

    closes_on = DateField(label=_("Until which day does the first step go on?"))

    def __init__(self, *args: Any, has_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_end:
            leave_out(self, "closes_on")

    @property
    def closes_at(self) -> datetime | None:
        """When it ends. Only for a valid form."""
        day = self.cleaned_data.get("closes_on")
        return end_of(day) if day else None


class ProposerForm(Form):
    """One more who could propose it."""

    member = Thing(label=_("Whom do you ask?"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "member").among(members, none=_("Choose a name"))
