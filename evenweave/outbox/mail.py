"""Sending e-mail: straight to the mail server that EVENWEAVE_SMTP names.

Nothing here keeps or logs an address or a word. `Refused` and `NotNow` say what a server answered,
as a number only.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.html import format_html, linebreaks, urlize
from django.utils.safestring import mark_safe

from evenweave.common import clock
from evenweave.outbox.servers import Server
from evenweave.outbox.vocabulary import File

SECONDS = 20
MOST_BYTES = 2_000_000


class MailError(Exception):
    """An e-mail did not go. It holds no address: only a server's number, or a kind of fault."""


class NoMailError(MailError):
    """This server sends no e-mail."""


class RefusedError(MailError):
    """The address was refused for good; another try would not help."""


class NotNowError(MailError):
    """The mail server did not take it this time; a later try may work."""


def is_set() -> bool:
    """Whether this installation sends e-mail."""
    return settings.MAIL_SERVER is not None


def send_unstored(address: str, subject: str, text: str) -> None:
    """Send a code or a way in, at once. It is kept nowhere: no message, no job, no log.

    Raises NoMailError, RefusedError (the address does not exist) or NotNowError (try again later);
    all are MailErrors.
    """
    post(written(address=address, subject=subject, text=text))


def written(
    *,
    address: str,
    subject: str,
    text: str,
    language: str = "en-gb",
    sender_name: str = "",
    message_id: str = "",
    stop_address: str = "",
    files: Iterable[File] = (),
) -> EmailMessage:
    """An e-mail with the same words twice: plain, and as simple HTML. Nothing in it calls home.

    Files go with it as attachments, as many as fit.

    Raises RefusedError for what cannot be an address, and ValueError for a header with a newline.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=sender_name or settings.MAIL_NAME, addr_spec=mail_from())
    try:
        mail["To"] = Address(addr_spec=in_ascii(address))
    except (ValueError, IndexError, MessageError):
        raise RefusedError("address") from None
    mail["Subject"] = subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{message_id or uuid4().hex}@{our_domain()}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = language
    if stop_address:
        mail["List-Unsubscribe"] = f"<{stop_address}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(as_html(subject, text, language), subtype="html", cte="quoted-printable")
    for file in that_fit(files):
        attach(mail, file)
    return mail


def that_fit(files: Iterable[File]) -> Iterator[File]:
    """Each file once, until an e-mail is as large as mail servers like; all are on their pages."""
    left = MOST_BYTES
    for file in dict.fromkeys(files):
        left -= len(file.content)
        if left < 0:
            return
        yield file


def attach(mail: EmailMessage, file: File) -> None:
    """Put a file beside the words, with the parameters of its media type."""
    kind = SMTP.header_factory("Content-Type", file.media_type)
    mail.add_attachment(
        file.content,
        maintype=kind.maintype,
        subtype=kind.subtype,
        params=dict(kind.params),
        filename=file.name,
    )


def as_html(subject: str, text: str, language: str) -> str:
    """The same words as a page without pictures, script or style."""
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head><meta charset="utf-8"><title>{}</title></head>\n'
        '<body dir="auto">\n{}\n</body>\n</html>\n',
        language,
        subject,
        mark_safe(linebreaks(urlize(text, autoescape=True))),  # noqa: S308 - escaped just here
    )


def mail_from() -> str:
    """The address that e-mails come from."""
    return str(settings.MAIL_FROM)


def our_domain() -> str:
    """The domain that e-mails come from."""
    return mail_from().rpartition("@")[2]


def in_ascii(address: str) -> str:
    """An address with its domain as every mail server knows it: bücher.example has another name."""
    name, at, domain = address.strip().rpartition("@")
    if not name or not domain:
        raise ValueError("no address")
    return f"{name}{at}{domain if domain.isascii() else domain.encode('idna').decode()}"


def post(mail: EmailMessage) -> None:
    """Give one e-mail to the mail server."""
    server: Server | None = settings.MAIL_SERVER
    if server is None:
        raise NoMailError
    try:
        connection = opened(server)
    except (smtplib.SMTPException, OSError) as problem:
        # Our own way in is wrong, or the server is away: the address has done nothing wrong.
        raise NotNowError(type(problem).__name__) from None
    try:
        connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as problem:
        code = next(iter(problem.recipients.values()))[0]
        raise (RefusedError if is_final(code) else NotNowError)(str(code)) from None
    except smtplib.SMTPNotSupportedError:
        raise RefusedError("address") from None
    except smtplib.SMTPDataError as problem:
        code = problem.smtp_code
        raise (RefusedError if is_final(code) else NotNowError)(str(code)) from None
    except (smtplib.SMTPException, OSError) as problem:
        raise NotNowError(type(problem).__name__) from None
    finally:
        # No good-bye: should that fail, an e-mail that was taken would be sent again.
        connection.close()


def is_final(code: int) -> bool:
    """Whether a server's answer is its last word (5xx), and not “later” (4xx)."""
    return 500 <= code < 600


def opened(server: Server) -> Any:
    """A connection to the mail server, encrypted and signed in as it wants."""
    context = ssl.create_default_context()
    # Without a name we would ask the network for our own, and tell it to the mail server.
    known_as: dict[str, Any] = {"local_hostname": our_domain(), "timeout": SECONDS}
    connection: smtplib.SMTP
    if server.tls == "wrapped":
        connection = smtplib.SMTP_SSL(server.host, server.port, context=context, **known_as)
    else:
        connection = smtplib.SMTP(server.host, server.port, **known_as)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
