"""The shape of what somebody shows to come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import EmailField, NameField, YesField
from evenweave.common.forms import Form
from evenweave.people import codes


class SharedField(YesField):
    """Whether others use this computer too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Other people use this computer too"),
            help_text=_(
                "In a clinic or a library, for example. Then we sign you out when you close the "
                "browser, or after 20 minutes without you, and keep nothing here."
            ),
            required=False,
            **kwargs,
        )


class AddressForm(Form):
    """Where to send a code."""

    email = EmailField(label=_("Your e-mail address"))
    next = forms.CharField(widget=forms.HiddenInput, required=False)


class FiguresField(NameField):
    """A code or the number of a card, in whatever groups it is typed."""

    def __init__(self, *, length: int, too_few: Any, **kwargs: Any) -> None:
        self.length = length
        self.too_few = too_few
        super().__init__(autocomplete="one-time-code", **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows figures; nothing corrects them."""
        attrs = super().widget_attrs(widget)
        return {**attrs, "dir": "ltr", "inputmode": "numeric", "spellcheck": "false"}

    def shape(self, words: str) -> str:
        """The figures alone."""
        return codes.as_typed(words)

    def validate(self, value: str) -> None:
        """As many figures as there must be."""
        super().validate(value)
        if value and len(value) != self.length:
            raise forms.ValidationError(self.too_few, code="length")


class CodeForm(Form):
    """The code that was sent, and to which address."""

    email = EmailField(label=_("Your e-mail address"))
    code = FiguresField(
        length=codes.CODE_FIGURES,
        label=_("The code from the e-mail"),
        help_text=_("Eight figures, such as 1234 5678."),
        too_few=_("A code has eight figures. Please count them once more."),
        error_messages={"required": _("No code is written here yet.")},
    )
    is_shared = SharedField()

    def __init__(self, *args: Any, known_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known_email:
            self.fields["email"].widget = forms.HiddenInput()
            self.initial.setdefault("email", known_email)


class LinkForm(Form):
    """The secret of a link, carried on by *Continue*."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    is_shared = SharedField()


class CardForm(Form):
    """The number of a card."""

    key = FiguresField(
        length=codes.CARD_FIGURES,
        label=_("The number on your card"),
        help_text=_("Sixteen figures, such as 1234 5678 1234 5678. The gaps do not matter."),
        too_few=_("A card has sixteen figures. Please count them once more."),
        error_messages={"required": _("No number is written here yet.")},
    )
    is_shared = SharedField()


class PasskeyForm(Form):
    """What a device answered, through the browser."""

    answer = forms.CharField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    is_shared = SharedField()


class NewPasskeyForm(Form):
    """A passkey that a device has just made, and what its person calls it."""

    name = NameField(
        label=_("What do you call this device?"),
        help_text=_("“My phone”, for example, so that you know it again."),
    )
    answer = forms.CharField(widget=forms.HiddenInput, required=False)


class InstitutionForm(Form):
    """What an institution sends along with somebody."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=4_000)
    state = forms.CharField(widget=forms.HiddenInput, max_length=400)
    is_shared = SharedField()
