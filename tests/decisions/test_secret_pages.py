"""The pages of a secret vote leave nothing behind: in no browser, in no table, before nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenweave.common.guard import acting
from evenweave.decisions import page, reading
from evenweave.decisions.jobs import end_steps
from evenweave.decisions.models import Decision, State
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.people.actions import accept_helping, ask_helper
from evenweave.people.pages import ACTS_FOR
from evenweave.sealed import keys
from tests.decisions.ballots import Polls, on_shared_computer, plain, polls
from tests.decisions.stories import DAY, WEEK
from tests.projects.teams import enter

pytestmark = pytest.mark.usefixtures("own_database")

OPTIONS = ["Recovery", "Quality of life", "Fewer crises"]
NAMES = ["Ben", "Carys", "Dev", "Esther", "Farah", "Gareth"]
IN = "Your paper is in the box"


@pytest.fixture
def six(monkeypatch: pytest.MonkeyPatch) -> Polls:
    """Amina and six others, and an open box."""
    return polls(monkeypatch, NAMES, "LPRPLR", options=OPTIONS)


def stays_nowhere(answer: Any, status: int) -> bool:
    """Whether it is this answer, and no browser and no cache on the way keeps it."""
    return answer.status_code == status and "no-store" in answer["Cache-Control"]


# What a browser keeps


def test_no_page_of_a_ballot_is_kept_however_it_ends(six: Polls) -> None:
    assert stays_nowhere(six.look("Ben"), 200)
    assert stays_nowhere(six.send("Ben", "Recovery"), 302)
    assert stays_nowhere(six.look("Ben"), 200)
    assert stays_nowhere(six.send("Ben", "no option of it"), 200)
    six.time.pass_time(WEEK)
    assert stays_nowhere(six.send("Ben", "Recovery"), 409)


def test_a_paper_that_did_not_go_in_is_never_shown_again(six: Polls) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(six.ours.people["Ben"])
    expired = six.send("Ben", "Fewer crises", strict)
    out = six.send("Ben", "Fewer crises", Client())
    six.time.pass_time(WEEK)
    late = six.send("Ben", "Fewer crises")
    assert "You were signed out meanwhile" in out.content.decode()
    for answer, status in [(expired, 403), (out, 403), (late, 409)]:
        assert stays_nowhere(answer, status)
        assert six.options()["Fewer crises"] not in answer.content.decode()


def test_other_words_that_are_given_back_are_kept_by_no_browser_either(six: Polls) -> None:
    answer = Client().post(f"{six.page}say/", {"words": "I would rather be near the bus."})
    assert "near the bus" in answer.content.decode()
    assert stays_nowhere(answer, 403)


def test_whoever_sends_a_paper_when_the_box_was_just_lost_is_told_so(six: Polls) -> None:
    six.vote("Ben", "Recovery")
    keys.destroy(reading.box_of(six.story.decision).id)
    six.passes(days=7)
    for _look in range(20):  # the worker waits an hour for a disk that is not there
        six.passes(minutes=6)
    assert six.story.decision.waits_for == Decision.Waits.VOID
    answer = six.send("Ben", "Recovery")
    assert stays_nowhere(answer, 409)
    assert "it takes no papers any more" in answer.content.decode()


def test_whoever_comes_just_when_the_box_ends_is_told_that_it_is_being_opened(
    six: Polls, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        six.vote(name, "Recovery")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "box_id_of", lambda decision: None)
        answer = six.send("Ben", "Recovery")
    assert stays_nowhere(answer, 409)
    assert "The box is being opened" in answer.content.decode()
    end_steps(Turn(NOTHING, six.time.pass_time(WEEK)))
    read_before = Decision.objects.get(pk=six.story.decision.pk)
    assert six.passes().state == State.DECIDED
    assert page.open_told(read_before, six.ours.member("Ben"))["box"] is None


def test_how_far_the_worker_is_is_told_in_seats_of_which_everybody_has_one(six: Polls) -> None:
    six.vote("Ben", "Recovery")
    end_steps(Turn(NOTHING, six.time.pass_time(WEEK)))
    assert "parts of this are done" not in plain(six.at("Ben").get(six.page))
    box = reading.box_of(six.story.decision)
    with acting("a test's worker"):
        box.done = 3  # of seven seats
        box.save(update_fields=["done"])
    assert "42 of 100 parts of this are done." in plain(six.at("Ben").get(six.page))


# Which device knows


def test_only_the_device_that_sent_it_says_so_and_only_to_whoever_sent_it(six: Polls) -> None:
    six.vote("Ben", "Recovery")
    assert IN in plain(six.look("Ben"))
    elsewhere = enter(six.ours, "Ben")
    assert IN not in plain(elsewhere.get(six.ballot))
    # Somebody of the same household sits down at the same device.
    six.at("Ben").force_login(six.ours.people["Carys"])
    assert IN not in plain(six.look("Ben"))
    six.vote("Ben", "Quality of life")  # Carys, on Ben's device
    assert IN in plain(six.look("Ben"))
    six.at("Ben").force_login(six.ours.people["Ben"])
    assert IN in plain(six.look("Ben"))


def test_a_helper_s_device_tells_whose_paper_it_is(six: Polls) -> None:
    ben, carys = six.ours.people["Ben"], six.ours.people["Carys"]
    asked = ask_helper(person=ben, helper=carys, by=six.ours.actor("Ben"), at=six.time.now())
    accept_helping(helping=asked, helper=carys, by=six.ours.actor("Carys"), at=six.time.now())
    browser = six.at("Carys")
    session = browser.session
    session[ACTS_FOR] = str(six.ours.people["Ben"].id)
    session.save()
    assert "Whoever helps you sees or hears what you choose" in plain(six.look("Carys"))
    six.vote("Carys", "Recovery")
    assert IN in plain(six.look("Carys"))
    session = browser.session
    del session[ACTS_FOR]
    session.save()
    assert IN not in plain(six.look("Carys"))


def test_a_cookie_ends_with_the_box_and_tells_no_name_and_no_time(six: Polls) -> None:
    six.time.pass_time(DAY)
    answer = six.send("Ben", "Recovery")
    (mark,) = answer.cookies.values()
    assert mark.key.startswith("in-the-box-")
    assert (mark.value, mark["path"], mark["httponly"]) == ("1", six.ballot, True)
    assert mark["max-age"] == 6 * 24 * 3600
    assert str(six.ours.people["Ben"].id) not in mark.key
    again = six.send("Ben", "Fewer crises")
    assert [each.key for each in again.cookies.values()] == [mark.key]
    assert not six.send("Carys", "Recovery").cookies.keys() & {mark.key}


def test_a_shared_computer_gets_no_cookie_and_says_it_once(six: Polls) -> None:
    on_shared_computer(six.at("Ben"))
    answer = six.send("Ben", "Recovery")
    assert stays_nowhere(answer, 200)
    assert not [name for name in answer.cookies if name.startswith("in-the-box")]
    assert IN in plain(answer)
    assert "This computer forgets it" in plain(answer)
    assert IN not in plain(six.look("Ben"))


# What others see


def test_no_other_page_changes_for_whoever_has_voted(six: Polls) -> None:
    paths = [six.page, "/", f"/projects/{six.story.decision.project_id}/", "/me/", "/messages/"]
    paths += [f"/projects/{six.story.decision.project_id}/decisions/", "/me/data/"]
    before = {path: plain(six.at("Ben").get(path)) for path in paths}
    headers = {path: dict(six.at("Ben").get(path).headers) for path in paths}
    six.vote("Ben", "Recovery")
    assert {path: plain(six.at("Ben").get(path)) for path in paths} == before
    assert {path: dict(six.at("Ben").get(path).headers) for path in paths} == headers


def test_the_request_that_casts_writes_to_its_box_alone(six: Polls) -> None:
    on_shared_computer(six.at("Ben"))
    six.look("Ben")
    six.time.pass_time(DAY / 96)  # a quarter of an hour: the visit would be noted anew
    with CaptureQueriesContext(connection) as captured:
        six.vote("Ben", "Recovery")
    said = [query["sql"] for query in captured]
    writes = [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes
    assert all("sealed_envelope" in sql for sql in writes), writes
    with CaptureQueriesContext(connection) as captured:
        six.look("Ben")
    assert any("django_session" in query["sql"] for query in captured if "UPDATE" in query["sql"])


def test_a_ballot_says_who_can_see_it_and_who_runs_the_machine(six: Polls, settings: Any) -> None:
    settings.RUN_BY = ""
    for path in (six.ballot, f"/projects/{six.story.decision.project_id}/decisions/sealed/"):
        told = plain(six.at("Ben").get(path))
        assert "Nobody has said yet" in told
        assert "<bdi></bdi>" not in told
    assert "<dd>Only you.</dd>" in plain(six.look("Ben"))
    settings.RUN_BY = "The Tea Trust"
    assert "run by <bdi>The Tea Trust</bdi>" in plain(six.look("Ben"))


# Cards


def test_a_card_that_was_mistyped_is_mended_where_it_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keepers = ["Ben", "Carys", "Dev"]
    ours = polls(monkeypatch, NAMES, "LPRPLR", options=OPTIONS, keepers=keepers)
    assert stays_nowhere(ours.at("Ben").get(f"{ours.page}card/"), 200)
    codes = {name: ours.draw(name) for name in keepers}
    ours.passes()
    for name in NAMES:
        ours.vote(name, "Recovery")
    early = ours.give("Ben", codes["Ben"])
    assert stays_nowhere(early, 409)
    assert codes["Ben"] not in early.content.decode()
    end_steps(Turn(NOTHING, ours.time.pass_time(WEEK)))
    assert "the box is just closing" in plain(ours.at("Ben").get(f"{ours.page}card/"))
    ours.passes(minutes=1)
    slip = codes["Ben"][:-1] + ("2" if codes["Ben"][-1] != "2" else "3")
    answer = ours.give("Ben", slip)
    assert stays_nowhere(answer, 200)
    assert f'value="{slip}"' in answer.content.decode()
    assert 'class="problems' in answer.content.decode()
    others = ours.give("Ben", codes["Carys"])
    assert stays_nowhere(others, 200)
    assert ours.give("Ben", codes["Ben"]).status_code == 302
    assert ours.give("Dev", codes["Dev"]).status_code == 302
    assert ours.passes().state == State.DECIDED
