"""E-mails that come back after a mail server had taken them."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from uuid import UUID, uuid4

import pytest

from evenweave.config.commands import bounced
from evenweave.outbox.models import Letter
from evenweave.outbox.returned import returned_ids
from tests.outbox.postbox import Postbox
from tests.outbox.story import message, person, state, work
from tests.outbox.test_letters import MONDAY

REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: weave@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <{other}@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; ben@example.org
Action: {action}
Status: 5.1.1

--B
Content-Type: {kind}

Return-Path: <weave@example.org>
Message-ID: <{ours}@example.org>
Subject: Tea

--B--
"""


def report(of: UUID, *, action: str = "failed", kind: str = "message/rfc822") -> bytes:
    """What a mail server sends back."""
    told = REPORT.format(other=uuid4().hex, ours=of.hex, action=action, kind=kind)
    return told.replace("\n", "\r\n").encode()


def give(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """`evenweave bounced < FILE`."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert bounced.run(Namespace()) == 0


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_message_that_did_not_arrive(kind: str) -> None:
    ours = uuid4()
    assert returned_ids(report(ours, kind=kind)) == {ours}


@pytest.mark.parametrize(
    "raw",
    [
        report(UUID(int=1), action="delayed"),
        report(UUID(int=1), action="delivered"),
        b"",
        b"\xff\x00\r\n\r\n",
        b"Subject: Re: Tea\r\nIn-Reply-To: <00000000000000000000000000000001@x>\r\n\r\nYes!",
        report(UUID(int=1)).replace(b"@example.org>\r\nSubject: Tea", b">\r\nSubject: Tea"),
    ],
    ids=["delayed", "delivered", "empty", "no mail", "an answer", "another id"],
)
def test_any_other_e_mail_names_none(raw: bytes) -> None:
    assert returned_ids(raw) == set()


@pytest.mark.django_db
def test_what_came_back_is_handed_over(mail: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = person("Ben", "ben@example.org")
    sent, other = message(ben, kind="loom.today"), message(ben, kind="loom.must")
    work()
    give(report(sent.id), monkeypatch)
    assert state(sent) == ("to_hand_over", "bounced")
    assert state(other) == ("sent", "")
    give(report(uuid4()), monkeypatch)


@pytest.mark.django_db
def test_of_a_letter_that_came_back_each_message_is_handed_over(
    mail: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = message(person("Ben", "ben@example.org"))
    work(MONDAY)
    assert state(sent) == ("sent", "")
    give(report(Letter.objects.get().id), monkeypatch)
    assert state(sent) == ("to_hand_over", "bounced")
