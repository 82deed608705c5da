"""What matters most to somebody, where it clashes, how that was settled, and a goal's roots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import GoalRoot, Priority
from evenweave.agreements.rules.agreeing import LONGEST
from evenweave.common.fields import ChoiceField, WordsField
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Thing, Things, field, leave_out
from evenweave.decisions.models import Decision
from evenweave.ideas.models import Idea

# As many signs of each thing as fit into a list on a phone.
SHORT = 120
UNSIGNED = "unsigned"
SIGNED = "signed"


def short(words: str) -> str:
    """Words, as a list shows them."""
    return Truncator(" ".join(words.split())).chars(SHORT)


class PriorityForm(VersionedForm):
    """What matters most, signed or not; where too few people sit, there is no choice."""

    words = WordsField(
        label=_("What matters most to you here?"),
        help_text=_("One thing, in your own words. You can say others after it."),
        limit=LONGEST,
        rows=3,
    )
    name = ChoiceField(
        label=_("Shall your name stand with it?"),
        choices=[(SIGNED, _("Yes, with my name")), (UNSIGNED, _("No, without my name"))],
        hints={
            UNSIGNED: _(
                "No page tells the others that it is yours. People who know you may still "
                "recognise your words. Whoever runs this server could find out."
            )
        },
        initial=SIGNED,
    )

    def __init__(self, *args: Any, may_choose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_choose:
            leave_out(self, "name")

    @property
    def is_signed(self) -> bool:
        """Whether it is signed. Only for a valid form."""
        return bool(self.cleaned_data.get("name", SIGNED) == SIGNED)


class Labelled:
    """A thing under the words by which a list calls it."""

    def __init__(self, thing: Any, called: str) -> None:
        self.thing, self.pk, self.called = thing, thing.pk, called


def priority_called(priority: Priority) -> str:
    """Its words, and whose they are, if they are signed."""
    words = short(priority.words)
    if not priority.is_signed:
        return words
    return gettext("{words} (by {name})").format(words=words, name=priority.member.called)


class ClashForm(Form):
    """Which priorities do not go together, and how somebody sees it."""

    priorities = Things(label=_("Which of these do not go together?"))
    words = WordsField(
        label=_("How do you see it?"),
        help_text=_(
            "What each side needs, and where it pulls apart. It is about things, not people."
        ),
        limit=LONGEST,
        rows=4,
    )

    def __init__(self, *args: Any, priorities: Iterable[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [Labelled(each, priority_called(each)) for each in priorities]
        field(self, "priorities").among(found)

    def clean_priorities(self) -> list[Priority]:
        """Two or more."""
        chosen = [each.thing for each in self.cleaned_data["priorities"]]
        if len(chosen) < 2:
            raise ValidationError(_("Choose two or more. A conflict needs at least two sides."))
        return chosen


class SettleForm(Form):
    """What settled a clash, and how. Whoever named it need not give a decision."""

    decision = Thing(label=_("Which decision settles it?"))
    words = WordsField(label=_("How does that settle it?"), limit=LONGEST, rows=3, required=False)

    def __init__(
        self, *args: Any, decisions: Iterable[Decision], is_own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = [Labelled(each, short(each.question)) for each in decisions]
        none = (
            _("No decision. I named it, and it is settled for me.") if is_own else _("Choose one")
        )
        field(self, "decision").among(found, none=none)
        self.fields["decision"].required = not is_own

    def clean(self) -> dict[str, Any]:
        """By a decision only with words."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("decision") and not told.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say in a few words how the decision settles it."))
        return told

    @property
    def chosen(self) -> Decision | None:
        """The decision, if one was chosen. Only for a valid form."""
        labelled = self.cleaned_data["decision"]
        return labelled.thing if labelled else None


class RootForm(Form):
    """What a goal grew from: one thing, or one of each."""

    priority = Thing(label=GoalRoot.Kind.PRIORITY.label, required=False)
    idea = Thing(label=GoalRoot.Kind.IDEA.label, required=False)
    decision = Thing(label=GoalRoot.Kind.DECISION.label, required=False)

    def __init__(
        self,
        *args: Any,
        priorities: Iterable[Priority],
        ideas: Iterable[Idea],
        decisions: Iterable[Decision],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lists = {
            "priority": [Labelled(each, priority_called(each)) for each in priorities],
            "idea": [Labelled(each, short(each.called)) for each in ideas],
            "decision": [Labelled(each, short(each.question)) for each in decisions],
        }
        for name, found in lists.items():
            field(self, name).among(found, none=_("None"))
            if not found:
                leave_out(self, name)

    def clean(self) -> dict[str, Any]:
        """One at least."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in GoalRoot.Kind.values):
            raise ValidationError(_("Choose one thing at least."))
        return told

    @property
    def chosen(self) -> list[tuple[str, Any]]:
        """What was chosen: which kind, and its id. Only for a valid form."""
        kinds = [name for name in GoalRoot.Kind.values if self.cleaned_data.get(name)]
        return [(name, self.cleaned_data[name].pk) for name in kinds]
