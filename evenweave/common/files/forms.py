"""A picture or a sound, with the line that lets everybody follow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.files.fields import PictureField, SoundField
from evenweave.common.forms import Form


class ShownOrSpokenForm(Form):
    """Something to say in words, in a photo or in a recording; words go with either.

        class IdeaForm(ShownOrSpokenForm):
            words = WordsField(label=_("Your idea"))
            field_order = ["words", "sound", "picture"]

    `words_field` names the field of the words, which the form itself brings. The words are what a
    screen reader says for the picture, and what stands beside the sound.
    """

    words_field = "words"

    picture = PictureField(
        label=gettext_lazy("A photo or a drawing"),
        help_text=gettext_lazy("Up to 12 MB. We take out where and with what it was made."),
        required=False,
    )
    sound = SoundField(
        label=gettext_lazy("Say it aloud"),
        help_text=gettext_lazy("Record it, or choose a recording of up to 10 MB."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What record-sound.js asks for before a form goes that would come back without its files.
        self.fields[self.words_field].widget.attrs["data-line"] = True

    def clean(self) -> dict[str, Any]:
        """A picture or a sound alone leaves somebody out."""
        cleaned = super().clean() or self.cleaned_data
        is_sent = any(self.files.get(self.add_prefix(name)) for name in ("picture", "sound"))
        if is_sent and self.lacks_words():
            self.errors.pop(self.words_field, None)
            self.add_error(
                self.words_field, _("Write a line about it, so that everybody can follow.")
            )
        return cleaned

    def lacks_words(self) -> bool:
        """Whether no words came; words that are amiss in another way say so themselves."""
        if self.words_field in self.cleaned_data:
            return not self.cleaned_data[self.words_field]
        return self.has_error(self.words_field, "required")
