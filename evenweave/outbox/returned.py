"""Reading an e-mail that a mail server sent back (RFC 3464), to learn which message it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message as Mail
from uuid import UUID

OURS = re.compile(r"<?([0-9a-f]{32})@")


def returned_ids(raw: bytes) -> set[UUID]:
    """The ids of messages (or letters) that this e-mail says could not be delivered.

    Empty for any other e-mail: an answer, a holiday notice, a report of mere delay.
    """
    mail = message_from_bytes(raw, policy=policy.default)
    parts = list(mail.walk())
    if not any(action == "failed" for part in parts for action in actions_in(part)):
        return set()
    return {found for part in parts if part is not mail for found in ids_in(part)}


def actions_in(part: Mail) -> Iterator[str]:
    """What a report says of each address: failed, delayed, delivered."""
    if part.get_content_type() == "message/delivery-status":
        for fields in part.walk():
            yield str(fields.get("Action", "")).strip().lower()


def ids_in(part: Mail) -> Iterator[UUID]:
    """Our id, in the head of the e-mail that a report is about."""
    head = str(part.get("Message-ID", ""))
    if part.get_content_type() == "text/rfc822-headers":
        told = part.get_payload(decode=True)
        text = told.decode("ascii", "replace") if isinstance(told, bytes) else ""
        head = next(iter(re.findall(r"(?im)^message-id:\s*(\S+)", text)), "")
    if found := OURS.match(head.strip()):
        yield UUID(found[1])
