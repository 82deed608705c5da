"""What helps a person, and who may read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import VersionedForm
from evenweave.people.models import Need, Person

HINTS = {
    Need.Kind.HELPS: _("Such as breaks, plain words, or time to think before you answer."),
    Need.Kind.ACCESS: _("Such as step-free rooms, large print, captions, or a quiet corner."),
}


class NeedForm(VersionedForm):
    """A person's own words, and the people who may read them."""

    words = fields.WordsField(label=_("In your own words"), limit=4_000, rows=6, required=False)
    readers = fields.ManyField(
        label=_("Who may read it?"),
        help_text=_("Nobody else sees it. You can change this at any time."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kind: Need.Kind,
        possible: Sequence[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = HINTS[kind]
        if possible:
            readers: Any = self.fields["readers"]
            readers.choices = [(str(person.id), person.name) for person in possible]
        else:
            del self.fields["readers"]

    @property
    def chosen(self) -> Collection[UUID]:
        """Who may read it, as ids."""
        return {UUID(value) for value in self.cleaned_data.get("readers", [])}


def readers_initial(readers: Collection[UUID]) -> list[str]:
    """Readers as the form's boxes know them."""
    return [str(reader) for reader in readers]
