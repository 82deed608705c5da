"""Saying where one stands, voting, and saying what one thinks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, DateField, ManyField, SelectField, WordsField
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Beside
from evenweave.decisions.models import Stance
from evenweave.decisions.rules.positions import unless_words
from evenweave.decisions.ways import HIGHEST_SCORE, Ballot, Step

# Chosen like anything else, so that nobody takes their vote out by a slip.
BLANK = "blank"


class PositionForm(Beside):
    """Where somebody stands."""

    name = "stand"

    stance = ChoiceField(label=_("Where do you stand?"), choices=Stance.choices)
    words = WordsField(
        label=_("Why? What would you change?"),
        help_text=_("Needed for a worry, or if you cannot support it. Everybody here reads it."),
        limit=4_000,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What needs words is asked for here, beside what was chosen."""
        cleaned = super().clean() or self.cleaned_data
        if missing := unless_words(cleaned.get("stance", ""), cleaned.get("words", "")):
            raise ValidationError({"words": str(missing)})
        return cleaned


class CommentForm(Beside):
    """What somebody thinks of it."""

    name = "comment"

    words = WordsField(label=_("What do you think?"), limit=4_000, rows=3)


class VoteForm(Form):
    """A vote, as its kind asks for it. The order of the options is the same for everybody."""

    def __init__(
        self, *args: Any, step: Step, choices: Mapping[str, Any], paper: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.known, before = step, dict(choices), paper or {}
        if step.ballot is Ballot.SIMPLE:
            self.fields["choice"] = ChoiceField(
                label=_("Your vote"),
                choices=[
                    *self.known.items(),
                    (BLANK, _("None of these, or I leave it to the others")),
                ],
                initial=before.get("choice", BLANK if paper is not None else None),
                error_messages={"required": _("Choose one. The last one leaves it to the others.")},
            )
        elif step.ballot is Ballot.APPROVAL:
            self.fields["approve"] = ManyField(
                label=_("Tick all that you could live with"),
                choices=list(self.known.items()),
                initial=before.get("approve"),
                required=False,
            )
        else:
            self.add_one_for_each(before)

    def add_one_for_each(self, before: Mapping[str, Any]) -> None:
        """A question for each option: how many points, or which place."""
        is_ranking = self.step.ballot in {Ballot.IRV, Ballot.SCHULZE, Ballot.STV}
        numbers = range(1, len(self.known) + 1) if is_ranking else range(self.most + 1)
        first = _("no place") if is_ranking else _("no points")
        places = {
            key: place
            for place, level in enumerate(before.get("ranking", []), start=1)
            for key in level
        }
        for key, words in self.known.items():
            given = places.get(key) if is_ranking else before.get("scores", {}).get(key)
            self.fields[f"option-{key}"] = SelectField(
                label=words,
                choices=[("", first), *((str(n), str(n)) for n in numbers)],
                initial="" if given is None else str(given),
                required=False,
            )

    @property
    def most(self) -> int:
        """The most that one option can get."""
        return self.step.dots if self.step.ballot is Ballot.DOTS else HIGHEST_SCORE

    @property
    def paper(self) -> dict[str, Any]:
        """What was chosen, as a vote is kept. Only for a valid form."""
        given = self.cleaned_data
        if self.step.ballot is Ballot.SIMPLE:
            return {} if given["choice"] == BLANK else {"choice": given["choice"]}
        if self.step.ballot is Ballot.APPROVAL:
            return {"approve": given["approve"]}
        numbers = {key: int(given[f"option-{key}"]) for key in self.known if given[f"option-{key}"]}
        if self.step.ballot in {Ballot.SCORE, Ballot.DOTS}:
            return {"scores": numbers}
        places = sorted(set(numbers.values()))
        return {"ranking": [[k for k in self.known if numbers.get(k) == p] for p in places]}

    def clean(self) -> dict[str, Any]:
        """No more dots than there are."""
        given = super().clean() or self.cleaned_data
        if not self.errors and self.step.ballot is Ballot.DOTS:
            used = sum(self.paper["scores"].values())
            if used > self.step.dots:
                raise ValidationError(
                    told("You gave %(used)s dots, and there are %(dots)s. Take some away.")
                    % {"used": used, "dots": self.step.dots}
                )
        return given


class ExtendForm(Form):
    """More time."""

    closes_on = DateField(label=_("Until which day?"))
