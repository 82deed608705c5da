"""A person's name, how to reach them, and what they bring."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form, VersionedForm
from evenweave.common.zones import place_of, places
from evenweave.people import rules
from evenweave.people.models import Gift, Person, Way


class NameForm(VersionedForm):
    """What somebody is called."""

    name = fields.NameField(
        label=_("What shall we call you?"),
        help_text=_("Any name you like. It need not be your full one."),
        autocomplete="nickname",
    )
    pronouns = fields.NameField(
        label=_("Your pronouns"),
        help_text=_("Such as she/her, he/him or they/them. Your teams see them beside your name."),
        limit=60,
        required=False,
    )


class PhoneField(fields.NameField):
    """A phone number, kept as it was typed; only missing figures are a slip."""

    LEAST = 5

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=40, autocomplete="tel", **kwargs)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """A keyboard of figures, on a phone."""
        return {**super().widget_attrs(widget), "dir": "ltr", "inputmode": "tel"}

    def validate(self, value: str) -> None:
        """A number has some figures in it."""
        super().validate(value)
        if value and sum(map(str.isdecimal, value)) < self.LEAST:
            raise ValidationError(
                _("This is too short for a phone number. Please look for missing figures."),
                code="short",
            )


class ReachForm(VersionedForm):
    """How somebody likes to be reached, and when not."""

    # Where to look when a way lacks what it takes.
    NEEDS = {Way.EMAIL: "reach_by", Way.TEXT: "phone", Way.PHONE: "phone", Way.POST: "post"}

    reach_by = fields.ChoiceField(label=_("How shall we reach you?"), choices=Way.choices)
    phone = PhoneField(
        label=_("Your phone number"),
        help_text=_("Write it as you like. We keep it as you write it."),
        required=False,
    )
    post = fields.WordsField(
        label=_("Your postal address"),
        limit=500,
        rows=3,
        autocomplete="street-address",
        required=False,
    )
    not_when = fields.NameField(
        label=_("When should we not reach you?"),
        help_text=_("Such as “not before ten” or “not on Mondays”. You need not say why."),
        limit=300,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Each way has what it takes."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            way = given["reach_by"]
            reason = rules.why_unreachable(self.person, way, given["phone"], given["post"])
            if reason is not None:
                self.add_error(self.NEEDS[way], str(reason))
        return given


class AddressForm(Form):
    """A new e-mail address."""

    email = fields.EmailField(
        label=_("Your new e-mail address"),
        help_text=_("We send a code there, to be sure that it is yours."),
    )

    def clean_email(self) -> str:
        """As it is kept: in small letters."""
        return str(self.cleaned_data["email"]).lower()


class CodeForm(Form):
    """The code that came to a new address."""

    code = fields.NameField(
        label=_("The code from the message"),
        help_text=_("Eight figures. Spaces do no harm."),
        autocomplete="one-time-code",
        limit=40,
    )


class ClockForm(Form):
    """By the clock of which place somebody lives."""

    zone = fields.SelectField(label=_("Which place has your clock?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        house = _("As here: {place}").format(place=place_of(settings.TIME_ZONE))
        zone: Any = self.fields["zone"]
        zone.choices = [("", house), *places().items()]


class LanguageForm(Form):
    """In which language somebody reads."""

    language = fields.ChoiceField(label=_("Which language do you like to read?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = settings.LANGUAGES


class GiftForm(Form):
    """One thing that somebody brings."""

    HINTS: dict[str, str | Promise] = {
        Gift.Kind.STRENGTH: _("Such as listening, numbers, making people laugh."),
        Gift.Kind.INTEREST: _("Such as gardens, football, cooking for many."),
        Gift.Kind.LEARN: _("Such as speaking in front of people, or reading a budget."),
    }

    kind = fields.ChoiceField(label=_("What is it to you?"), choices=Gift.Kind.choices, hints=HINTS)
    words = fields.NameField(
        label=_("In your own words"), help_text=_("A few words are plenty."), limit=300
    )
    is_shared = fields.YesField(
        label=_("Show it to the people in my teams"), required=False, initial=True
    )
