"""Fields for a form: each takes words as people write them, and says kindly what is amiss.

    class SayForm(Form):
        name = NameField(label=_("Your name"), autocomplete="name")
        words = WordsField(label=_("What would you like to say?"), required=False)
        way = ChoiceField(label=_("Who may read it?"), choices=Way.choices, hints={"team": _("…")})
        day = DateField(label=_("When shall we meet?"))
    summary = PlainWordsField(label=_("What is it about, in plain words?"))

No field limits what can be typed: a browser would cut pasted words off without a sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evenweave.common import dates, text, times

Words = str | Promise
# A single line of more than this cannot be mended where it stands; the page shows it below instead.
ROOM_IN_A_LINE = 1_000


class WordsField(forms.CharField):
    """Many lines of words, up to `limit` signs."""

    default_error_messages = {"required": _("Nothing is written here yet.")}
    widget: Any = forms.Textarea

    def __init__(
        self, *, limit: int = 20_000, rows: int = 4, autocomplete: str = "", **kwargs: Any
    ) -> None:
        self.limit = limit
        self.rows = rows
        self.autocomplete = autocomplete
        super().__init__(strip=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Words in any script start on their own side."""
        attrs: dict[str, Any] = {"dir": "auto"}
        if isinstance(widget, forms.Textarea):
            attrs |= {"rows": self.rows, "cols": False}
        if self.autocomplete:
            attrs["autocomplete"] = self.autocomplete
        return attrs

    def to_python(self, value: Any) -> str:
        """The words, tidied. What is hopelessly long is not read any further."""
        given = "" if value is None else str(value)
        if reason := text.why_not_keep(given):
            raise ValidationError(str(reason), code="hidden")
        if len(given) > 10 * self.limit:
            raise self.too_long(len(given))
        words = self.shape(text.tidy(given))
        return "" if text.is_blank(words) else words

    def shape(self, words: str) -> str:
        """Lines stay; the empty ones around them go."""
        return words.strip()

    def validate(self, value: str) -> None:
        """Neither missing nor too long."""
        super().validate(value)
        if len(value) > self.limit:
            raise self.too_long(len(value))

    def too_long(self, length: int) -> ValidationError:
        """How much too long, so that a person knows how much to take out."""
        over = length - self.limit
        told = ngettext(
            "This is %(over)s sign too long. There is room for %(limit)s.",
            "This is %(over)s signs too long. There is room for %(limit)s.",
            over,
        )
        return ValidationError(
            told, code="too_long", params={"over": grouped(over), "limit": grouped(self.limit)}
        )


class PlainWordsField(WordsField):
    """Many lines that everybody should follow, with a button that helps to say them plainly.

    The form shows the help (`forms.Form.asks_for_help`). It never stops anybody from sending, and
    is not for sealed forms: looking at words takes them to the server before they are sent.
    """


class NameField(WordsField):
    """A short name or title on one line."""

    widget: Any = forms.TextInput

    def __init__(self, *, limit: int = 120, **kwargs: Any) -> None:
        super().__init__(limit=limit, **kwargs)

    def shape(self, words: str) -> str:
        """One line, with single spaces: `Amina  K.` and `Amina K.` are one name."""
        return re.sub(r"[ \t\n]+", " ", words).strip()

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What goes back into the input: not a whole book. `overflow` has what did not fit."""
        return "" if self.overflow(data) else super().bound_data(data, initial)

    def overflow(self, data: Any) -> str:
        """Words that are too many for one line, to be given back below it."""
        return data if isinstance(data, str) and len(data) > ROOM_IN_A_LINE else ""


class EmailField(NameField):
    """An e-mail address."""

    widget: Any = forms.EmailInput
    default_error_messages = {
        "required": _("No e-mail address is written here yet."),
        "no_at": _("This has no @. An e-mail address looks like name@example.org."),
        "many_ats": _("This has more than one @. Please write one address only."),
        "space": _("This has a space in it. An e-mail address has none."),
        "amiss": _(
            "This is not quite an e-mail address. Please look for a slip, "
            "such as a missing dot after the @."
        ),
    }

    def __init__(self, *, limit: int = 254, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(limit=limit, autocomplete=autocomplete, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Addresses are not words: nothing corrects them."""
        return {
            **super().widget_attrs(widget),
            "dir": "ltr",
            "spellcheck": "false",
            "autocapitalize": "none",
        }

    def validate(self, value: str) -> None:
        """Says which slip it is, as far as that can be known."""
        super().validate(value)
        if value and (slip := self.slip_in(value)):
            raise ValidationError(self.error_messages[slip], code=slip)

    def slip_in(self, address: str) -> str | None:
        """The code of what is amiss with this address."""
        if "@" not in address:
            return "no_at"
        if address.count("@") > 1:
            return "many_ats"
        if " " in address:
            return "space"
        try:
            EmailValidator()(address)
        except ValidationError:
            return "amiss"
        return None


class Hinted(forms.widgets.ChoiceWidget):
    """Choices as labelled cards, each with room for a hint."""

    template_name = "common/widgets/cards.html"
    hints: Mapping[Any, Words] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option, with its hint. Errors belong to the group, not to each card."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"].pop("aria-invalid", None)
        option["hint"] = self.hints.get(value, "")
        return option


class Cards(Hinted, forms.RadioSelect):
    """One choice among cards."""


class ManyCards(Hinted, forms.CheckboxSelectMultiple):
    """Several choices among cards."""


GONE = _("That choice is not there any more. Please choose again.")


class ChoiceField(forms.ChoiceField):
    """One choice, on large cards. `hints` says more about a choice, by its value."""

    widget: Any = Cards
    default_error_messages = {
        "required": _("Nothing is chosen here yet."),
        "invalid_choice": GONE,
    }

    def __init__(self, *, hints: Mapping[Any, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.hints = hints or {}

    def said(self, value: Any) -> str:
        """The words of a choice."""
        return "\n".join(labels(self.widget.choices, {str(value)}))


class ManyField(forms.MultipleChoiceField):
    """As many choices as a person likes, on large cards."""

    widget: Any = ManyCards
    default_error_messages = {
        "required": _("Nothing is chosen here yet. Please choose at least one."),
        "invalid_choice": GONE,
        "invalid_list": GONE,
    }

    def __init__(self, *, hints: Mapping[Any, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.hints = hints or {}

    def said(self, value: Iterable[Any] | None) -> str:
        """The words of the choices, each on its line."""
        return "\n".join(labels(self.widget.choices, {str(key) for key in value or []}))


class SelectField(ChoiceField):
    """One choice from a long list. Up to seven choices are kinder as cards."""

    widget: Any = forms.Select


class YesField(forms.BooleanField):
    """One box to tick."""

    default_error_messages = {"required": _("This box needs a tick before you go on.")}

    def said(self, value: Any) -> str:
        """Whether it is ticked."""
        return str(_("Yes") if value else _("No"))


class DateParts(forms.MultiWidget):
    """A date in three small boxes; a whole date pasted into the first is taken apart."""

    template_name = "common/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric"}
        parts: dict[str, Any] = {part: forms.TextInput(attrs=number) for part in dates.PARTS}
        super().__init__(parts, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Day, month and year, each as a person writes it."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return dates.take_apart(value) if isinstance(value, str) else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What stands in the boxes, as text."""
        day, month, year = (
            value.strip() if isinstance(value, str) else ""
            for value in super().value_from_datadict(data, files, name)
        )
        return [day, month, year] if month or year else dates.take_apart(day)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each box knows its own name, and whether it is the one to mend."""
        shown = [part[:ROOM_IN_A_LINE] for part in value] if isinstance(value, list) else value
        wrong_part = (attrs or {}).pop("data-wrong", None)
        context = super().get_context(name, shown, attrs)
        for part, box in zip(dates.PARTS.items(), context["widget"]["subwidgets"], strict=True):
            box["part"], box["label"] = part
            box["attrs"].pop("aria-invalid", None)
            if part[0] == wrong_part:
                box["attrs"]["aria-invalid"] = "true"
        return context


class HiddenDateParts(DateParts):
    """The same three words, carried along unseen."""

    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [forms.HiddenInput() for _part in dates.PARTS]


class DateField(forms.Field):
    """A day, as three numbers. Names of months are welcome too."""

    widget: Any = DateParts
    hidden_widget = HiddenDateParts
    default_error_messages = {"required": _("No date is written here yet.")}

    def __init__(self, *, autocomplete: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if autocomplete:
            for part, box in zip(dates.PARTS, self.widget.widgets, strict=True):
                box.attrs["autocomplete"] = f"{autocomplete}-{part}"

    def to_python(self, value: Any) -> date | None:
        """The date, or what is amiss with which part of it."""
        if not value or not any(value):
            return None
        try:
            return dates.read(*value)
        except dates.DateError as slip:
            raise ValidationError(str(slip.reason), code=slip.part) from slip

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date stands there now."""
        return DateParts().decompress(initial) != (data or ["", "", ""])

    def said(self, value: Any) -> str:
        """The date in words."""
        return formats.date_format(value, "j F Y") if isinstance(value, date) else str(value or "")

    def wrong_part(self, slip: str | None) -> str:
        """Which box to go to, from the code of an error."""
        return slip if slip in dates.PARTS else "day"


class TimeField(NameField):
    """A time of day, as people write it: 10:30, 10.30, 2 pm."""

    default_error_messages = {
        "required": _("No time is written here yet."),
        "amiss": _("This is not a time of day. Please write one such as 10:30, or 2 pm."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """The time of day."""
        words = super().clean(value)
        found = times.read(words)
        if words and found is None:
            raise ValidationError(self.error_messages["amiss"], code="amiss")
        return found

    def prepare_value(self, value: Any) -> Any:
        """As the clock shows it."""
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MinutesField(NameField):
    """How many minutes, as a number."""

    default_error_messages = {
        "required": _("No number is written here yet."),
        "amiss": _("Please write a number of minutes, such as 20."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=10, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A telephone shows its numbers."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "dir": "ltr"}

    def clean(self, value: Any) -> Any:
        """The number; which numbers make sense, a rule says."""
        words = super().clean(value)
        if not words:
            return None
        if not (words.isascii() and words.isdigit()):
            raise ValidationError(self.error_messages["amiss"], code="amiss")
        return min(int(words), 100_000)


def labels(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> list[str]:
    """The words of the chosen among these choices, in their order; groups are looked into."""
    found: list[str] = []
    for key, label in choices:
        if isinstance(label, list | tuple):
            found += labels(label, chosen)
        elif str(key) in chosen:
            found.append(str(label))
    return found


def grouped(number: int) -> str:
    """A number as people read it: 20,000."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)
