"""E-mail through a real mail server: it takes, refuses, puts off, hangs up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.actions import take
from evenweave.jobs.models import Job
from evenweave.jobs.vocabulary import NOTHING
from evenweave.outbox import actions, jobs
from evenweave.outbox import mail as sending
from evenweave.outbox.directories import reach
from evenweave.outbox.models import Message
from evenweave.outbox.servers import Server
from evenweave.people import actions as people
from tests.outbox.postbox import Postbox, html, plain
from tests.outbox.story import NOW, later, message, person, state, work

pytestmark = pytest.mark.django_db


def test_an_urgent_message_arrives_exactly_as_it_is_kept(mail: Postbox) -> None:
    amina, ben = person("Amina Rahman"), person("Ben", "ben@example.org")
    words = "Żółć & <b>tea</b> at ten.\n\n  Two spaces; a dot:\n.\nشكرا 😀 “quotes”"
    sent = message(ben, sender=amina, kind="loom.today", subject="Tea — jetzt <b>", text=words)
    work()
    arrived = mail.only()
    assert mail.taken[0][0] == "ben@example.org"
    assert plain(arrived).startswith(f"{words}\n\n---")
    assert arrived["Subject"] == "Tea — jetzt <b>"
    assert arrived["To"] == "ben@example.org"
    assert str(arrived["From"]) == "Amina Rahman <weave@example.org>"
    assert state(sent) == ("sent", "")
    assert sent.sent_at == NOW
    assert not Job.objects.exclude(about=NOTHING).exists()  # but for what is done day by day


def test_the_page_in_an_email_says_the_same_and_calls_nobody(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    message(
        ben,
        kind="loom.today",
        text="<img src=//spy.example/x> & tea\n\nhttps://a.example/b?c=1&d=2",
    )
    work()
    page = html(mail.only())
    assert "&lt;img src=//spy.example/x&gt; &amp; tea" in page
    for tag in ("<img", "<link", "<script", "<style", "style=", "onerror"):
        assert tag not in page
    assert 'href="https://a.example/b?c=1&amp;d=2"' in page
    assert page.count("This message is kept for you here") == 1


def test_an_email_can_be_stopped_in_one_go(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    message(ben, kind="loom.today")
    work()
    arrived = mail.only()
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(arrived["List-Unsubscribe"]).strip("<>")
    assert address.startswith("https://weave.example.org/messages/stop/")
    assert address in plain(arrived)


def test_what_one_must_know_offers_no_stopping(mail: Postbox) -> None:
    message(person("Ben", "ben@example.org"), kind="loom.must")
    work()
    assert mail.only()["List-Unsubscribe"] is None
    assert "/stop/" not in plain(mail.only())


def test_nothing_is_sent_where_no_mail_server_is_set(postbox: Postbox, settings: Any) -> None:
    assert settings.MAIL_SERVER is None
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("to_hand_over", "no_mail")
    assert postbox.taken == []
    with pytest.raises(sending.NoMailError):
        sending.send_unstored("ben@example.org", "Your code", "123 456")


def test_who_likes_another_way_better_is_not_emailed(mail: Postbox) -> None:
    sent = message(person("Ben", "ben@example.org", reach_by="phone", phone="020 1"), urgent=True)
    work()
    assert state(sent) == ("to_hand_over", "other_way")
    assert mail.taken == []


def test_an_address_that_bounces_is_told_to_the_sender(mail: Postbox) -> None:
    mail.to_address = "550 5.1.1 No such person ben@example.org"
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("to_hand_over", "bounced")
    assert sent.has_failed
    assert "hand it over another way" in str(sent.why)
    work(later(days=3))
    assert mail.taken == []


def test_a_server_that_refuses_the_words_is_not_asked_again(mail: Postbox) -> None:
    mail.to_data = "554 Looks like spam"
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("to_hand_over", "bounced")


@pytest.mark.parametrize(
    "trouble",
    [{"to_address": "451 4.7.1 Greylisted"}, {"to_data": "452 Full"}, {"hangs_up": True}],
    ids=["greylists", "puts off", "hangs up"],
)
def test_a_server_that_says_later_is_asked_later(mail: Postbox, trouble: dict[str, Any]) -> None:
    for name, value in trouble.items():
        setattr(mail, name, value)
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("on_its_way", "")
    mail.to_address, mail.to_data, mail.hangs_up = "250 OK", "250 OK", False
    work(later(minutes=4))
    assert mail.taken == []
    work(later(minutes=6))
    assert len(mail.taken) == 1
    assert state(sent) == ("sent", "")


def test_after_two_days_of_later_somebody_hands_it_over(mail: Postbox) -> None:
    mail.to_address = "451 Not now"
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    at = NOW
    for _ in range(len(jobs.WAITS)):
        work(at)
        assert state(sent) == ("on_its_way", "")
        at = Job.objects.get(name=actions.DELIVER).due_at
    work(at)
    assert state(sent) == ("to_hand_over", "gave_up")
    assert timedelta(hours=46) < at - NOW < timedelta(hours=48)
    assert Job.objects.filter(name=actions.DELIVER).count() == 0


def test_a_server_that_is_away_is_waited_for(mail: Postbox, settings: Any) -> None:
    settings.MAIL_SERVER = Server("127.0.0.1", 1, tls="none")
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("on_its_way", "")


def test_a_server_that_offers_no_encryption_is_not_told_the_password(
    mail: Postbox, settings: Any
) -> None:
    settings.MAIL_SERVER = Server("127.0.0.1", mail.port, "weave", "secret", tls="starttls")
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    work()
    assert state(sent) == ("on_its_way", "")
    assert mail.taken == []


def test_a_machine_that_stopped_twice_does_not_send_a_third_time(mail: Postbox) -> None:
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    for hours in (0, 1):  # taken by workers that never came back
        job = Job.objects.get(name=actions.DELIVER)
        assert take(job=job, worker=sent.id, by=actors.job("test.dies"), at=later(hours=hours))
    work(later(hours=2))
    assert state(sent) == ("to_hand_over", "unsure")
    assert mail.taken == []


def test_the_same_message_has_the_same_id_each_time_it_is_sent(mail: Postbox) -> None:
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    for _again in range(2):
        jobs.post_message(sent, reach(sent.to))
    first, second = mail.mails()
    assert first["Message-ID"] == second["Message-ID"] == f"<{sent.id.hex}@example.org>"


def test_an_urgent_message_waits_while_a_person_rests_and_goes_when_they_are_back(
    mail: Postbox,
) -> None:
    ben = person("Ben", "ben@example.org")
    me = actors.person(ben.id)
    before = message(ben, kind="loom.today", subject="Written before")
    people.rest(person=ben, by=me, at=NOW)
    while_away = message(ben, kind="loom.today", subject="Written meanwhile")
    work()
    assert mail.taken == []
    assert state(before)[0] == state(while_away)[0] == "waits"
    ben.refresh_from_db()
    people.stop_resting(person=ben, by=me, at=later(hours=1))
    work(later(hours=2))
    work(later(hours=2))
    assert {found["Subject"] for found in mail.mails()} == {"Written before", "Written meanwhile"}


def test_a_code_leaves_no_trace(mail: Postbox) -> None:
    sending.send_unstored("ben@example.org", "Your code", "Type 123 456.")
    assert plain(mail.only()) == "Type 123 456.\n"
    assert mail.only()["List-Unsubscribe"] is None
    assert not Message.objects.exists()
    assert not Job.objects.exists()


def test_a_message_refuses_to_carry_a_way_in() -> None:
    ben = person("Ben", "ben@example.org")
    with pytest.raises(Refusal, match="way to sign in"):
        message(ben, text="Here: https://weave.example.org/sign-in/link/aB3dE5fG7hJ9kL/ tea")
    kept = message(ben, text="You can go to /sign-in/ and type your code.")
    assert Message.objects.get() == kept


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("", "Words"),
        ("Subject", "  \n "),
        ("One\nBcc: all@example.org", "Words"),
        ("One\rBcc: all@example.org", "Words"),
        ("s" * 201, "Words"),
        ("Sub\x00ject", "Words"),
        ("Subject", "Half \ud83d"),
    ],
)
def test_a_message_without_words_or_with_a_forged_header_is_refused(
    subject: str, text: str
) -> None:
    ben = person("Ben", "ben@example.org")
    try:
        kept = message(ben, subject=subject, text=text)
    except Refusal:
        assert not Message.objects.exists()
    else:  # mended at the edge: nothing of the sign is left
        assert kept.subject.isprintable()
        assert "\ud83d" not in kept.text


def test_a_name_cannot_forge_a_header(mail: Postbox) -> None:
    amina = person('Amina"\u2028, <x@evil.example>; =?utf-8?q?Bcc=3A?=')
    message(person("Ben", "ben@example.org"), sender=amina, kind="loom.today")
    work()
    arrived = mail.only()
    (sender,) = arrived["From"].addresses
    assert sender.addr_spec == "weave@example.org"
    assert len(mail.taken) == 1
    assert arrived["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    [
        "ben",
        "ben@",
        "@example.org",
        "ben@a@b",
        "ben@exa mple.org",
        "ben@example.org\nBcc: x@y.z",
        "",
    ],
)
def test_what_is_no_address_is_refused_before_any_server_hears_of_it(
    mail: Postbox, address: str
) -> None:
    with pytest.raises(sending.RefusedError) as refused:
        sending.send_unstored(address, "Your code", "123 456")
    assert address.strip() == "" or address not in str(refused.value)
    assert mail.taken == []


def test_an_address_with_letters_of_its_own_is_written_as_servers_know_it(mail: Postbox) -> None:
    sending.send_unstored("ben@bücher.example", "Hello", "Words")
    assert mail.taken[0][0] == "ben@xn--bcher-kva.example"


def test_a_job_holds_ids_only_and_a_log_no_words(
    mail: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    mail.to_address = "451 ben@example.org is greylisted"
    message(person("Ben", "ben@example.org"), kind="loom.today", text="A secret word")
    work()
    row = str(Job.objects.filter(name=actions.DELIVER).values().get())
    for secret in ("ben@example.org", "secret word", "Ben"):
        assert secret not in row + caplog.text


def test_two_people_get_their_own_emails(mail: Postbox) -> None:
    for name in ("Ben", "Carys"):
        message(person(name, f"{name.lower()}@example.org"), kind="loom.today")
    work()
    assert {address for address, _ in mail.taken} == {"ben@example.org", "carys@example.org"}


def test_who_is_gone_gets_nothing(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    sent = message(ben, kind="loom.today")
    people.forget_person(person_id=ben.id, by=actors.operator(), at=NOW)
    actions.erase_outbox(person_id=ben.id, by=actors.operator(), at=NOW)
    work()
    assert mail.taken == []
    assert not Message.objects.filter(id=sent.id).exists()
