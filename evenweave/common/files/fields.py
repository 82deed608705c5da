"""Fields that take a picture or a sound, and say kindly why not.

    picture = PictureField(label=_("A photo of it"), required=False)     → kinds.Picture
    sound = SoundField(label=_("Say it"), required=False)                → kinds.Sound

The form's page needs `enctype="multipart/form-data"`; what comes out is ready to be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from evenweave.common.files.kinds import Picture, Sound, UnusableError
from evenweave.common.files.pictures import picture_from
from evenweave.common.files.sounds import sound_from
from evenweave.common.limits import LARGEST_PICTURE, LARGEST_SOUND

# Seconds. A recording made in the page ends here by itself.
LONGEST_RECORDING = 300


class SoundInput(forms.FileInput):
    """A plain file input; where a script and a microphone are, the page can record."""

    template_name = "common/widgets/sound.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With how long a recording may be."""
        return {**super().get_context(name, value, attrs), "longest": LONGEST_RECORDING}


class SentFileField(forms.FileField):
    """A file that is looked into before anything else happens to it."""

    largest: int
    look_into: Callable[[bytes], Any]
    too_large: Any
    default_error_messages = {
        "required": _("No file is chosen yet."),
        "missing": _("No file is chosen yet."),
        "invalid": _("No file came with the page. Please choose it again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        # Nobody sees what a file is called, so it may be called anything.
        super().__init__(max_length=None, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What the file holds, made harmless; None where none was sent."""
        given: UploadedFile[bytes] | None = super().clean(data, initial)
        if not given:
            return None
        if (given.size or 0) > self.largest:
            raise ValidationError(self.too_large, code="too_large")
        try:
            return type(self).look_into(given.read())
        except UnusableError as problem:
            raise ValidationError(problem.reason, code="unusable") from None


class PictureField(SentFileField):
    """A photo or a drawing. What comes out is drawn anew, so it says nothing of place or phone."""

    # An iPhone that sees no HEIC here makes a JPEG of it by itself.
    widget: Any = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})
    largest = LARGEST_PICTURE
    look_into: Callable[[bytes], Picture] = staticmethod(picture_from)
    too_large = _("This picture is larger than 12 MB. Please make it smaller, or take it again.")
    default_error_messages = {"empty": _("This picture is empty. Please choose it again.")}


class SoundField(SentFileField):
    """A recording, made in the page or sent as a file. What comes out has no notes in it."""

    widget: Any = SoundInput(attrs={"accept": "audio/*,.m4a,.mp3,.wav,.ogg,.webm", "capture": True})
    largest = LARGEST_SOUND
    look_into: Callable[[bytes], Sound] = staticmethod(sound_from)
    too_large = _("This recording is larger than 10 MB. Please make it shorter.")
    default_error_messages = {"empty": _("This recording is empty. Please make it again.")}


def can_record(form: object) -> bool:
    """Whether a page with this form may ask for the microphone."""
    if not isinstance(form, forms.BaseForm):
        return False
    return any(isinstance(field, SoundField) for field in form.fields.values())
