"""Small files that go with messages: made when they are read or sent, and never kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.outbox.mail import written
from evenweave.outbox.vocabulary import LARGEST_FILE, File
from tests.outbox.postbox import Postbox, plain
from tests.outbox.story import message, person, work

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 9, 8, 15, tzinfo=UTC)
ABOUT, OTHER = UUID(int=7), UUID(int=8)


def pattern(to: Any, about: UUID | None = ABOUT, **more: Any) -> Any:
    """A message with a file."""
    return message(to, kind="loom.pattern", about=about, **more)


def carried(mail: Postbox) -> list[tuple[str, str, str]]:
    """Name, media type and words of each file in the one e-mail that was taken."""
    parts = mail.only().iter_attachments()
    return [
        (str(part.get_filename()), str(part["Content-Type"]), str(part.get_content()).strip())
        for part in parts
    ]


def test_an_email_carries_the_file_beside_its_words(mail: Postbox) -> None:
    pattern(person("Ben", "ben@example.org"), urgent=True)
    work()
    ((name, media_type, words),) = carried(mail)
    assert name == "pattern.txt"
    assert media_type.startswith('text/plain; charset="utf-8"')
    assert words == f"weave@example.org ben@example.org {ABOUT}"
    assert plain(mail.only()).startswith("Come and see.")


def test_a_weekly_letter_carries_each_file_once(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    for about in (ABOUT, OTHER, ABOUT, None):
        pattern(ben, about)
    work(MONDAY)
    words = [each[2] for each in carried(mail)]
    assert sorted(each.rpartition(" ")[2] for each in words) == [str(ABOUT), str(OTHER)]


def test_on_the_page_it_is_there_to_keep_and_names_no_address() -> None:
    ben = person("Ben", "ben@example.org")
    sent, client = pattern(ben), Client()
    client.force_login(ben)
    page = client.get(reverse("outbox:message", args=[sent.id])).text
    address = reverse("outbox:file", args=[sent.id, 0])
    assert f'<a href="{address}" download>The pattern</a>' in page
    file = client.get(address)
    assert file.content.decode() == f"  {ABOUT}\n"
    assert file["Content-Disposition"] == 'attachment; filename="pattern.txt"'
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file["Cache-Control"] == "no-store"
    assert client.get(reverse("outbox:file", args=[sent.id, 1])).status_code == 404
    assert "download" not in client.get(reverse("outbox:message", args=[message(ben).id])).text


def test_whoever_hands_it_over_has_the_file_and_learns_no_address(settings: Any) -> None:
    settings.OUTBOX_TEAMS = "tests.outbox.test_pages.Hounslow"
    amina, ben = person("Amina"), person("Ben", "ben@example.org", reach_by="post", post="1 Rd")
    sent, client = pattern(ben, sender=amina), Client()
    client.force_login(amina)
    assert "ben@example.org" not in client.get(reverse("outbox:file", args=[sent.id, 0])).text


@pytest.mark.parametrize(
    ("name", "media_type", "length"),
    [
        ("../secret", "text/plain", 1),
        ("", "text/plain", 1),
        ("a\r\nb.txt", "text/plain", 1),
        ("a.txt", "text", 1),
        ("a.txt", "text/plain\r\nBcc: all@example.org", 1),
        ("a.txt", "text/plain", LARGEST_FILE + 1),
    ],
)
def test_a_file_has_a_plain_name_a_media_type_and_a_million_bytes_at_most(
    name: str, media_type: str, length: int
) -> None:
    with pytest.raises(ValueError, match="A file"):
        File("A file", name, media_type, b"x" * length)


def test_an_email_carries_no_more_than_mail_servers_like(mail: Postbox) -> None:
    files = [File("", f"{uuid4()}.txt", "text/plain", bytes(900_000)) for _each in range(3)]
    made = written(address="ben@example.org", subject="Files", text="Many.", files=files)
    names = [part.get_filename() for part in made.iter_attachments()]
    assert names == [file.name for file in files[:2]]
