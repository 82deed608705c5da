"""A clause as somebody would have it, and who agreed on it in the room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.agreements.drafting import LONGEST, LONGEST_TITLE, Draft
from evenweave.agreements.models import Change, Clause, Sort, Version
from evenweave.agreements.starters import STARTERS
from evenweave.common.fields import (
    ChoiceField,
    DateField,
    ManyField,
    NameField,
    PlainWordsField,
    WordsField,
)
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Things, field, leave_out
from evenweave.decisions.forms.room import InCircle
from evenweave.projects.models import Circle, Member

TITLES = {
    Sort.WAY: _("A short name for it"),
    Sort.WORD: _("Which word do we avoid?"),
    Sort.GOAL: _("The goal, in a few words"),
}
WORDS = {
    Sort.WAY: _("What do we agree on?"),
    Sort.WORD: _("What do we say instead?"),
    Sort.GOAL: _("What would be different then?"),
}


class ClauseForm(VersionedForm):
    """The words of a clause. `version` is the number of what stands; for something new, 0."""

    title = NameField(limit=LONGEST_TITLE)
    words = PlainWordsField(limit=LONGEST, rows=6)
    why = WordsField(label=_("Why?"), limit=LONGEST, rows=3, required=False)

    def __init__(self, *args: Any, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort = Sort(sort)
        self.fields["title"].label = TITLES[self.sort]
        self.fields["words"].label = WORDS[self.sort]
        if self.sort == Sort.WORD:
            self.fields["words"].required = False

    def draft(
        self, what: Change.What, clause: Clause | None = None, base: Version | None = None
    ) -> Draft:
        """What somebody would have. Only for a valid form."""
        title, words, why = (self.cleaned_data[name] for name in ("title", "words", "why"))
        return Draft(what, self.sort, title, words, why, clause=clause, base=base)


class HowForm(InCircle):
    """How it shall be agreed: a circle is asked, or it has agreed in the room already."""

    PROPOSE, ROOM = "propose", "room"

    how = ChoiceField(
        label=_("Have you agreed on it already?"),
        choices=[
            (PROPOSE, _("No, ask the others")),
            (ROOM, _("Yes, we agreed in the room")),
        ],
        hints={
            PROPOSE: _("It becomes a proposal, and is decided by your rule."),
            ROOM: _("It stands at once. For 14 days anybody may say “I’m not sure we did”."),
        },
        initial=PROPOSE,
    )
    people = Things(label=_("If you agreed in the room: who was there?"), required=False)
    plain_summary = WordsField(
        label=_("If you ask the others: what is it about, in plain words?"),
        help_text=_("As you would tell it to a tired friend."),
        limit=2_000,
        rows=3,
        required=False,
    )

    def __init__(
        self, *args: Any, circles: Iterable[Circle], members: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, circles=circles, **kwargs)
        field(self, "people").among(members)
        self.order_fields(["how", "circle", "plain_summary", "people"])

    @property
    def is_room(self) -> bool:
        """Whether they agreed already. Only for a valid form."""
        return bool(self.cleaned_data["how"] == self.ROOM)

    @property
    def chosen_circle(self) -> Circle:
        """Which circle. Only for a valid form."""
        circle: Circle = self.told["circle"]
        return circle


class ChangeForm(HowForm, ClauseForm):
    """New words, and how they shall be agreed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = ["title", "words", "why", "how", "circle", "plain_summary", "people"]
        self.order_fields(first)


class RemoveForm(HowForm, VersionedForm):
    """Taking a clause out, and how that shall be agreed."""


class StartersForm(HowForm):
    """Which of the words to begin with."""

    topics = ManyField(label=_("What would you like to begin with?"))

    def __init__(self, *args: Any, taken: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [each for each in STARTERS if each.topic not in taken]
        topics: Any = self.fields["topics"]
        topics.choices = [(each.topic, each.title) for each in left]
        topics.widget.hints = {each.topic: each.words for each in left}
        self.order_fields(["topics", "how", "circle", "plain_summary", "people"])


class RewordForm(ClauseForm):
    """What is proposed, in other words. Once it is open, also what changed."""

    what_changed = WordsField(
        label=_("What did you change?"),
        help_text=_("A few words, so that everybody can follow. The old round stays readable."),
        limit=2_000,
        rows=2,
    )

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            leave_out(self, "what_changed")


class SinceForm(Form):
    """From which day on."""

    day = DateField(label=_("Since which day?"))
