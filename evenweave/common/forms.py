"""Forms for tired people: what is amiss is said at the top and in place, and no word is lost.

In a template, a form is

    <form method="post" novalidate>{% csrf_token %}{{ form }}<button>…</button></form>

`novalidate`, so that our own words are read and not the browser's. The page puts
`{{ form.title_prefix }}` at the start of its title: what a screen reader says first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evenweave.common import text
from evenweave.common.dates import PARTS
from evenweave.common.fields import DateField, NameField, PlainWordsField
from evenweave.common.reading import Reading, read

# The button “Help me say it plainly” sends this, with the name of its field.
HELP = "plainly"


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to mend: where it is, what the field is called, and what is amiss."""

    target: str
    label: str
    told: str


class BoundField(forms.BoundField):
    """A field on its page, with what our one field template asks of it."""

    @property
    def is_optional(self) -> bool:
        """Marked “if you wish”. A box to tick explains itself."""
        return not self.field.required and not self.is_tick

    @property
    def is_tick(self) -> bool:
        """A single box, which stands before its label."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def overflow(self) -> str:
        """Words that did not fit into the field, to be given back below it."""
        if self.form.is_bound and isinstance(self.field, NameField):
            return self.field.overflow(self.data)
        return ""

    @property
    def offers_reading(self) -> bool:
        """Whether it has a button that helps to say it plainly."""
        return isinstance(self.field, PlainWordsField)

    @property
    def reading(self) -> Reading | None:
        """What is long or hard in it, when its button was pressed."""
        asked = isinstance(self.form, Form) and self.form.asks_for_help == self.html_name
        return read(text.tidy(str(self.value() or ""))) if asked else None

    @property
    def must_be_chosen_again(self) -> bool:
        """A file that came with a form which comes back: a browser puts no file back in."""
        return self.form.is_bound and bool(self.form.files.get(self.html_name))

    @property
    def carried(self) -> SafeString:
        """What stands in the field, carried along unseen by another form on the page."""
        widget = self.field.hidden_widget()
        return widget.render(self.html_name, self.value(), attrs={}, renderer=self.form.renderer)

    @property
    def wrong_part(self) -> str:
        """Which box of a date is amiss, if any."""
        if not self.errors or not isinstance(self.field, DateField):
            return ""
        return self.field.wrong_part(self.errors.as_data()[0].code)

    @property
    def target(self) -> str:
        """The id of what a link to this field should focus: of several boxes, the one to mend."""
        if not self.use_fieldset:
            return self.auto_id
        return f"{self.auto_id}_{list(PARTS).index(self.wrong_part) if self.wrong_part else 0}"

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """What Django gives a widget, and which part of it is amiss."""
        built = super().build_widget_attrs(attrs, widget)
        return {**built, "data-wrong": self.wrong_part} if self.wrong_part else built


class Renderer(DjangoTemplates):
    """Every form of the house looks alike."""

    form_template_name = "common/form.html"
    field_template_name = "common/field.html"
    bound_field_class = BoundField


class Form(forms.Form):
    """What every form of the house starts from."""

    # Fields that need nothing say so; the others are not starred and not policed by the browser.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def asks_for_help(self) -> str:
        """The name of the field whose button “Help me say it plainly” was pressed; else nothing."""
        wanted = str(self.data.get(HELP, "")) if self.is_bound else ""
        return wanted if wanted in {field.html_name for field in self} else ""

    def is_valid(self) -> bool:
        """Never while somebody asks for help: the same form comes back, with the help in it."""
        return not self.asks_for_help and super().is_valid()

    def full_clean(self) -> None:
        """Somebody who asks for help is not finished, so nothing is amiss yet."""
        if not self.asks_for_help:
            super().full_clean()
            return
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    @property
    def slips(self) -> list[Slip]:
        """Everything to mend, in the order of the page; first what belongs to no field."""
        return list(self._slips())

    @property
    def title_prefix(self) -> str:
        """What the page's title starts with when something needs mending, or help was asked for."""
        if self.asks_for_help:
            return _("Help with your words: ")
        return _("Mend this: ") if self.is_bound and self.errors else ""

    def _slips(self) -> Iterator[Slip]:
        for told in self.non_field_errors():
            yield Slip("", "", str(told))
        for field in self:
            target = field.target if isinstance(field, BoundField) and not field.is_hidden else ""
            for told in field.errors:
                yield Slip(target, str(field.label), str(told))


class VersionedForm(Form):
    """Edits something that others may edit meanwhile: it remembers what it was begun from.

    The page gives `initial={"version": thing.version, …}`; the action compares
    (`conflicts.refuse_if_changed`).
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
