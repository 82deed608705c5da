"""One form with every kind of field, and one that two people change at once."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.files.forms import ShownOrSpokenForm
from evenweave.common.forms import Form, VersionedForm


class Way(TextChoices):
    """How somebody would like to take part."""

    ROOM = "room", _("In the room")
    SCREEN = "screen", _("On a screen")
    PAPER = "paper", _("On paper")


class Help(TextChoices):
    """What makes taking part easier."""

    PRINT = "print", _("Large print")
    BREAKS = "breaks", _("More breaks")
    FRIEND = "friend", _("A friend with me")


class Place(TextChoices):
    """Where to meet."""

    LIBRARY = "library", _("The library")
    CAFE = "cafe", _("The café")
    HALL = "hall", _("The village hall")


class EveryFieldForm(Form):
    """Every kind of question."""

    name = fields.NameField(
        label=_("What shall we call you?"),
        help_text=_("Any name you like. It need not be your full one."),
        autocomplete="nickname",
    )
    words = fields.WordsField(
        label=_("What would make this worth your time?"),
        help_text=_("A few words are plenty."),
        limit=2_000,
    )
    email = fields.EmailField(
        label=_("Your e-mail address"), help_text=_("Only to send you the notes."), required=False
    )
    day = fields.DateField(label=_("When shall we meet?"), help_text=_("For example, 27 3 2026."))
    way = fields.ChoiceField(
        label=_("How would you like to take part?"),
        choices=Way.choices,
        hints={Way.SCREEN: _("We send you a link."), Way.PAPER: _("We post it, with a stamp.")},
    )
    helps = fields.ManyField(
        label=_("What would help you?"),
        help_text=_("Choose as many as you like."),
        choices=Help.choices,
        required=False,
    )
    place = fields.SelectField(
        label=_("Where shall we meet?"),
        choices=[("", _("Choose a place")), *Place.choices],
        required=False,
    )
    understood = fields.YesField(label=_("I understand that nothing here is kept"))


class SayingForm(ShownOrSpokenForm):
    """Something to say: in plain words, aloud, in a photo, and with its background."""

    words = fields.PlainWordsField(
        label=_("What would you like to say?"),
        help_text=_("In plain words, so that everybody can follow."),
    )
    background = fields.WordsField(
        label=_("Background"),
        help_text=_("You can use Markdown: # for a heading, * for a list, ** around bold words."),
        required=False,
    )
    field_order = ["words", "sound", "picture", "background"]


class PlanForm(VersionedForm):
    """A plan that several people look after."""

    title = fields.NameField(label=_("What is it called?"))
    words = fields.WordsField(label=_("What is the plan?"))
    day = fields.DateField(label=_("When does it start?"), required=False)
