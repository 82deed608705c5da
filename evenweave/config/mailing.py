"""How this installation sends e-mail: `EVENWEAVE_SMTP` and `EVENWEAVE_MAIL_FROM`, or not at all."""

from __future__ import annotations

import os
import re
from email.utils import parseaddr

from evenweave.common.plain import gettext as _
from evenweave.config.trouble import Trouble
from evenweave.outbox.servers import Server, server_at

EXAMPLE = "smtp://user:password@mail.example.org:587?tls=starttls"


def server_from_environment() -> Server | None:
    """The mail server that `EVENWEAVE_SMTP` names; None for a house that sends no e-mail.

    Raises Trouble, which never repeats the address: it holds a password.
    """
    url = os.environ.get("EVENWEAVE_SMTP", "").strip()
    if not url:
        return None
    try:
        server = server_at(url)
    except ValueError:
        raise Trouble(
            _(
                "EVENWEAVE_SMTP cannot be read. Write it like {example} "
                "(tls is starttls, wrapped or none)"
            ).format(example=EXAMPLE)
        ) from None
    if not os.environ.get("EVENWEAVE_MAIL_FROM", "").strip():
        raise Trouble(
            _(
                "Say which address e-mails come from: "
                "set EVENWEAVE_MAIL_FROM, such as EVENWEAVE_MAIL_FROM=team@example.org."
            )
        )
    return server


def sender_from_environment() -> tuple[str, str]:
    """The name and the address that e-mails come from: `Our team <team@example.org>`."""
    given = os.environ.get("EVENWEAVE_MAIL_FROM", "").strip()
    if not given:
        return "Evenweave", "evenweave@localhost"
    name, address = parseaddr(given)
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", address):
        raise Trouble(_("EVENWEAVE_MAIL_FROM is no e-mail address. Write it like team@example.org"))
    return name or "Evenweave", address
