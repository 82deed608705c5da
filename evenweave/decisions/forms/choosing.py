"""Fields that choose among the things of a project: the form gives back the things themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from evenweave.common.fields import ChoiceField, ManyField, SelectField
from evenweave.common.forms import Form

# “Until Friday” ends when people come home from work.
ENDS_AT = time(18)


class Beside(Form):
    """One of several forms on a page. Its ids hold its `name`, so that each label finds its own."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{self.name}_%s", **kwargs)


class Thing(SelectField):
    """One of some things. Give them to `among`."""

    def among(self, things: Iterable[Any], *, none: Any = None) -> None:
        """These can be chosen, by their words; `none` is what it is called to choose none."""
        self.things = {str(thing.pk): thing for thing in things}
        named = [(key, called(thing)) for key, thing in self.things.items()]
        self.choices = named if none is None else [("", none), *named]

    def clean(self, value: Any) -> Any:
        """The thing, or None."""
        return self.things.get(super().clean(value))


class Things(ManyField):
    """As many of some things as a person likes."""

    def among(self, things: Iterable[Any]) -> None:
        """These can be chosen, by their words."""
        self.things = {str(thing.pk): thing for thing in things}
        self.choices = [(key, called(thing)) for key, thing in self.things.items()]

    def clean(self, value: Any) -> list[Any]:
        """The things."""
        return [self.things[key] for key in super().clean(value)]


def called(thing: Any) -> str:
    """What a thing is called where it can be chosen."""
    return str(getattr(thing, "called", "") or getattr(thing, "words", "") or thing)


def field(form: forms.Form, name: str) -> Any:
    """A field of a form, to be filled with what can be chosen."""
    return form.fields[name]


def leave_out(form: forms.Form, *names: str) -> None:
    """Questions to which there is only one answer are not asked."""
    for name in names:
        form.fields.pop(name, None)


def end_of(day: date) -> datetime:
    """When a day that something ends on is over."""
    return make_aware(datetime.combine(day, ENDS_AT))


class Numbers(ChoiceField):
    """A number from a few that make sense, with words for each."""

    widget: Any = forms.Select

    def __init__(self, *, numbers: Iterable[tuple[int, Any]], **kwargs: Any) -> None:
        choices = [(str(number), words) for number, words in numbers]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> int:
        """The number."""
        return int(super().clean(value) or self.initial or 0)
