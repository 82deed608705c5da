"""Bringing a spreadsheet: the file, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form
from evenweave.projects.importing import columns, reading
from evenweave.projects.importing.columns import Headed, Kind
from evenweave.projects.importing.tables import UnreadableError

COLUMN = "column-"


class SpreadsheetField(forms.FileField):
    """A spreadsheet; what comes out is what could be read of it (reading.Book)."""

    default_error_messages = {
        "required": _("No file is chosen yet."),
        "missing": _("No file is chosen yet."),
        "empty": _("This file is empty. Please choose the one with your people."),
        "invalid": _("No file came with the page. Please choose it again."),
    }
    widget = forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read it, or say in a sentence why it cannot be read."""
        given: UploadedFile[bytes] = super().clean(data, initial)
        try:
            reading.refuse_large(given.size or 0)
            return reading.read(given.read())
        except UnreadableError as problem:
            raise ValidationError(problem.reason) from None


class SpreadsheetForm(Form):
    """Which file."""

    file = SpreadsheetField(
        label=_("Your spreadsheet"),
        help_text=_("An .xlsx or .csv file with up to 5,000 people. One person in each row."),
    )


class ColumnField(fields.SelectField):
    """What a column holds. “Leave out” is an answer like others, so nothing here is optional."""

    def validate(self, value: str) -> None:
        """One of the choices."""
        if not self.valid_value(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class ColumnsForm(Form):
    """What each column of the sheet `at` holds; `carried` is the file that was read."""

    def __init__(
        self,
        *args: Any,
        found: Headed,
        kinds: Iterable[Kind],
        at: int,
        carried: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.at, self.carried = found, at, carried
        choices = columns.choices(kinds)
        for column in found.columns:
            self.fields[f"{COLUMN}{column.number}"] = ColumnField(
                label=column.called,
                help_text=examples(column.samples),
                choices=choices,
                initial=column.place,
            )

    @property
    def mapping(self) -> dict[int, str]:
        """A place for each column number."""
        return mapping_of(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """There is a name, and no place is taken twice."""
        given = super().clean() or self.cleaned_data
        if reason := columns.why_not_use(mapping_of(given)):
            raise ValidationError(reason)
        return given


def mapping_of(given: Mapping[str, str]) -> dict[int, str]:
    """The columns among these fields."""
    return {
        int(name.removeprefix(COLUMN)): place
        for name, place in given.items()
        if name.startswith(COLUMN)
    }


def examples(samples: Iterable[str]) -> str:
    """A few values, to know a column by."""
    found = " · ".join(samples)
    return told("For example: %(samples)s") % {"samples": found} if found else told("Empty.")
