"""How pages look on this device: what a person chose, kept in one cookie and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COOKIE = "display"
# The longest that browsers keep a cookie.
KEPT_FOR = 400 * 24 * 3600


class Size(TextChoices):
    """How large words are."""

    ORDINARY = "ordinary", _("Ordinary")
    LARGE = "large", _("Large")
    LARGER = "larger", _("Larger")


class Spacing(TextChoices):
    """How much room there is between lines and words."""

    ORDINARY = "ordinary", _("Ordinary")
    MORE = "more", _("More room")


class Colours(TextChoices):
    """Light or dark."""

    DEVICE = "device", _("As this device does")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Contrast(TextChoices):
    """How strongly things stand out."""

    DEVICE = "device", _("As this device does")
    ORDINARY = "ordinary", _("Ordinary")
    MORE = "more", _("Strong")


class Calm(TextChoices):
    """Whether anything is there only to please the eye. Movement is up to the device."""

    NO = "no", _("Ordinary")
    YES = "yes", _("Calm")


CHOICES: dict[str, type[TextChoices]] = {
    "size": Size,
    "spacing": Spacing,
    "colours": Colours,
    "contrast": Contrast,
    "calm": Calm,
}


@dataclass(frozen=True)
class Display:
    """What a person chose. Each choice begins as the first that is offered."""

    size: str = Size.ORDINARY
    spacing: str = Spacing.ORDINARY
    colours: str = Colours.DEVICE
    contrast: str = Contrast.DEVICE
    calm: str = Calm.NO

    @classmethod
    def of(cls, chosen: dict[str, str]) -> Display:
        """From a form or a cookie; what nobody offers is left out, as anybody can send anything."""
        return cls(**{name: chosen[name] for name in CHOICES if is_offered(name, chosen.get(name))})

    @classmethod
    def from_cookie(cls, cookie: str) -> Display:
        """From what `cookie` wrote: `size:large|calm:yes`."""
        parts = (part.partition(":") for part in cookie.split("|"))
        return cls.of({name: value for name, _colon, value in parts})

    @property
    def chosen(self) -> dict[str, str]:
        """The choices that differ from how it begins."""
        every = {each.name: (getattr(self, each.name), each.default) for each in fields(self)}
        return {name: value for name, (value, first) in every.items() if value != first}

    @property
    def cookie(self) -> str:
        """The choices as a cookie; nothing where nothing was chosen."""
        return "|".join(f"{name}:{value}" for name, value in self.chosen.items())

    @property
    def attributes(self) -> dict[str, str]:
        """The choices as attributes of the page, which its stylesheet follows."""
        return {f"data-{name}": value for name, value in self.chosen.items()}


def is_offered(name: str, value: str | None) -> bool:
    """Whether this is a value that a person can choose."""
    return value in CHOICES[name].values
