"""Coming in by a local network: what each kind of phone warns of, and how to be sure."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass

import segno
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Eight pairs of signs, and what is between them.
LINE = 23


@dataclass(frozen=True, slots=True)
class Device:
    """A kind of phone: what it says, what to tap, and where it shows the fingerprint."""

    title: Promise
    warns: Promise
    goes_on: Promise
    shows: Promise


DEVICES = [
    Device(
        _("iPhone or iPad"),
        _("It says “This Connection Is Not Private”."),
        _("Tap “Show Details”, then “visit this website”, then “Visit Website”."),
        _("To see the fingerprint first: “Show Details”, “view the certificate”, “More Details”."),
    ),
    Device(
        _("Android, with Chrome"),
        _("It says “Your connection is not private”."),
        _("Tap “Advanced”, then “Proceed”."),
        _("To see the fingerprint first: tap the sign left of the address, then the certificate."),
    ),
    Device(
        _("Any device, with Firefox"),
        _("It says “Warning: Potential Security Risk Ahead”."),
        _("Tap “Advanced”, then “Accept the Risk and Continue”."),
        _("To see the fingerprint first: “Advanced”, then “View Certificate”."),
    ),
]

WHY = _(
    "Your phone will warn you once. It does not know this machine, because nobody can vouch for an "
    "address inside a room. What you send is encrypted all the same."
)
COMPARE = _(
    "The fingerprint (SHA-256) that your phone shows must be this one. If it is another, "
    "stop, and tell whoever brought the machine."
)
PASSKEYS = _("Passkeys do not work here: they need a name that is known everywhere. Cards do.")


def lines(address: str, mark: str, page: str) -> list[str]:
    """What the terminal says of it."""
    devices = [f"  {each.title}: {each.warns} {each.goes_on} {each.shows}" for each in DEVICES]
    return [
        *square(address).splitlines(),
        str(_("Scan this with a phone, or type the address. For the wall: {page}")).format(
            page=page
        ),
        str(WHY),
        *devices,
        str(COMPARE),
        *(f"  {each}" for each in in_lines(mark)),
        str(PASSKEYS),
    ]


def in_lines(mark: str) -> list[str]:
    """A fingerprint in lines that a narrow phone does not break."""
    return textwrap.wrap(mark, LINE)


def square(address: str) -> str:
    """The address as a QR code of letters, for a terminal."""
    out = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()
