"""What matters to each, side by side; where it clashes; and shared goals with their roots."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.agreements import personal
from evenweave.agreements.actions.erasing import forget_priorities
from evenweave.agreements.actions.priorities import (
    add_root,
    change_priority,
    end_clash,
    name_clash,
    say_priority,
    settle_clash,
    take_back_clash,
    take_back_priority,
    take_back_settling,
    take_out_root,
)
from evenweave.agreements.goals import Hopes, hopes_of
from evenweave.agreements.models import Clash, GoalRoot, Priority, Settling, Sort
from evenweave.common import actors
from evenweave.common.conflicts import Changed
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.room import doubt_agreement
from evenweave.ideas.actions import agree_to_cover, ask_to_cover
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
from tests import make
from tests.agreements.stories import agreed, clause, new, proposed, without
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def says(
    ours: Team, name: str, words: str, *, is_signed: bool = True, at: datetime = NOON
) -> Priority:
    """Somebody says what matters most to them."""
    member, by = ours.member(name), ours.actor(name)
    return say_priority(member=member, words=words, is_signed=is_signed, by=by, at=at)


def clash(ours: Team, name: str, words: str, *sides: Priority) -> Clash:
    """Somebody names a conflict."""
    project, by = ours.project, ours.actor(name)
    return name_clash(project=project, priorities=sides, words=words, by=by, at=NOON)


def hopes(ours: Team, name: str) -> Hopes:
    """What somebody reads."""
    return hopes_of(ours.project, ours.member(name))


def columns(ours: Team, name: str) -> dict[str, list[str]]:
    """The words that somebody reads, by the name of their column, in order."""
    return {
        column.kind.name if column.kind else "others": [each.words for each in column.words]
        for column in hopes(ours, name).columns
    }


def address(ours: Team, name: str, *more: Any) -> str:
    """The address of a page."""
    return reverse(f"agreements:{name}", args=[ours.project.id, *more])


def page(ours: Team, who: str, name: str = "goals", *more: Any) -> str:
    """A page, as somebody reads it."""
    return enter(ours, who).get(address(ours, name, *more)).text


def large() -> Team:
    """A team in which five people sit with practice and show it."""
    ours = team()
    for name in ("Gwen", "Hari", "Ines"):
        ours.add(name, "P")
    return ours


def test_hounslow_three_priorities_side_by_side_a_clash_settled_and_a_goal_with_its_roots() -> None:
    ours = team()
    later = NOON + timedelta(minutes=5)
    cost = says(ours, "Carys", "It must be affordable: the answer is light on money.")
    care = says(ours, "Esther", "Somebody must answer for what goes wrong: governance.", at=later)
    near = says(ours, "Ben", "A place close by, where nobody asks for a card at the door.")
    assert list(columns(ours, "Dev").items()) == [
        ("Lived experience", [near.words]),
        ("Practice", [cost.words, care.words]),
        ("Research", []),
    ]
    told = page(ours, "Dev")
    assert "“<bdi>Research</bdi>” is missing." in told
    named = clash(ours, "Ben", "Rules that cost money leave less for the place.", cost, care, near)
    assert "Named, and not settled yet" in page(ours, "Amina")
    decision = agreed(ours, new("A place for all", "A room near home.", sort=Sort.GOAL))
    how = "We take a room that the council has already, and one page of rules."
    by = ours.actor("Amina")
    settle_clash(clash=named, decision=decision, words=how, by=by, at=NOON)
    goal = Entry.objects.filter(kind="agreements.adopted").count()
    assert goal == 1
    kept = GoalRoot.objects
    stands = hopes(ours, "Amina").goals[0].version
    for kind, thing in (("priority", near), ("priority", cost), ("decision", decision)):
        add_root(clause=stands.clause, kind=kind, thing_id=thing.pk, by=by, at=NOON)
    assert kept.count() == 3
    told = page(ours, "Dev")
    for words in (how, decision.question, near.words, cost.words, "A place for all", "Settled"):
        assert words in told
    assert "Named, and not settled yet" not in told
    assert ours.told.count("agreements.clash_settled") == 1
    assert page(ours, "Dev", "agreement").count("What matters to each of us") == 1


def test_what_people_say_and_name_stays_off_the_record() -> None:
    ours = team()
    before = ours.told
    one, two = says(ours, "Ben", "Near."), says(ours, "Carys", "Cheap.")
    end_clash(clash=clash(ours, "Ben", "Both.", one, two), words="", by=ours.actor("Ben"), at=NOON)
    assert ours.told == before


def test_whoever_shows_no_seat_stands_under_one_heading_with_those_who_say_none() -> None:
    ours = team()
    ours.add("Gwen")
    says(ours, "Gwen", "Rest.")
    says(ours, "Ben", "Near.", at=NOON + timedelta(minutes=5))
    assert columns(ours, "Dev")["others"] == ["Rest."]
    ours.sit("Ben", "L", is_shown=False)
    assert columns(ours, "Dev")["others"] == ["Rest.", "Near."]
    assert columns(ours, "Dev")["Lived experience"] == []
    assert "Without saying with which expertise" in page(ours, "Dev")


def test_lived_experience_comes_first_wherever_a_team_has_put_it() -> None:
    ours = team()
    with acting("a test's own"):
        ours.project.expertises.filter(name="Lived experience").update(position=9)
    assert list(columns(ours, "Dev")) == ["Lived experience", "Practice", "Research"]


def test_without_a_name_only_where_five_people_sit() -> None:
    ours = team()
    with pytest.raises(Refusal, match="Fewer than 5 people sit"):
        says(ours, "Carys", "Cheap.", is_signed=False)
    assert "Shall your name stand with it?" not in page(ours, "Carys", "say-priority")
    ours = large()
    assert "Shall your name stand with it?" in page(ours, "Carys", "say-priority")
    says(ours, "Carys", "Cheap.", is_signed=False)
    column = next(each for each in hopes(ours, "Dev").columns if each.words)
    assert (column.kind, column.words[0].called) == (ours.kinds["P"], "")
    told = page(ours, "Dev")
    assert "Without a name" in told
    assert "Carys" not in told


def test_unsigned_words_do_not_move_with_their_author() -> None:
    ours = large()
    ours.add("Jo", "P")
    says(ours, "Carys", "Cheap.", is_signed=False)
    before = columns(ours, "Dev")
    ours.sit("Carys", "R")
    assert columns(ours, "Dev") == before
    ours.sit("Carys", "P", is_shown=False)
    assert columns(ours, "Dev") == before


def test_unsigned_words_wait_for_their_author_alone_while_fewer_than_five_sit_there() -> None:
    ours = large()
    words = says(ours, "Carys", "Cheap.", is_signed=False)
    near = says(ours, "Ben", "Near.")
    clash(ours, "Ben", "They pull apart.", words, near)
    ours.sit("Ines", "R")
    assert columns(ours, "Dev")["Practice"] == []
    told = page(ours, "Dev")
    assert "Cheap." not in told
    assert "Words without a name, which wait" in told
    mine = page(ours, "Carys")
    assert "Cheap." in mine
    assert "Only you see this now" in mine
    with pytest.raises(Refusal, match="not there any more"):
        clash(ours, "Ben", "Again.", words, near)
    ours.sit("Ines", "P")
    assert columns(ours, "Dev")["Practice"] == ["Cheap."]


def test_the_order_of_unsigned_words_does_not_tell_when_they_were_written() -> None:
    ours = large()
    ids = [says(ours, "Carys", f"{n}.", is_signed=False).id for n in range(5)]
    column = next(each for each in hopes(ours, "Dev").columns if each.words)
    assert [each.id for each in column.words] == sorted(ids)


def test_an_author_changes_signs_and_takes_back_and_nobody_else() -> None:
    ours = large()
    words = says(ours, "Carys", "Cheap.", is_signed=False)
    told: dict[str, Any] = {"priority": words, "is_signed": True, "at": NOON}
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        change_priority(words="Dear.", version=1, by=ours.actor("Ben"), **told)
    change_priority(words="Cheaper.", version=1, by=ours.actor("Carys"), **told)
    assert (words.is_signed, words.column, words.words) == (True, None, "Cheaper.")
    with pytest.raises(Changed):
        change_priority(words="Dear.", version=1, by=ours.actor("Carys"), **told)
    with pytest.raises(Refusal, match="have read these words with your name"):
        change_priority(
            words="C.", version=2, by=ours.actor("Carys"), **told | {"is_signed": False}
        )
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        take_back_priority(priority=words, by=ours.actor("Ben"), at=NOON)
    take_back_priority(priority=words, by=ours.actor("Carys"), at=NOON)
    assert columns(ours, "Dev")["Practice"] == []
    with pytest.raises(Refusal, match="taken back already"):
        take_back_priority(priority=words, by=ours.actor("Carys"), at=NOON)


def test_two_windows_of_one_person_show_both_texts() -> None:
    ours = team()
    words = says(ours, "Ben", "Near.")
    sent = {"words": "Nearer.", "version": "1"}
    client = enter(ours, "Ben")
    assert client.post(address(ours, "change-priority", words.id), sent).status_code == 302
    answer = client.post(address(ours, "change-priority", words.id), sent | {"words": "Far."})
    assert answer.status_code == 409
    assert "Nearer." in answer.text
    assert "Far." in answer.text


def test_seven_at_most_and_the_words_stay_in_the_form() -> None:
    ours = team()
    for number in range(7):
        says(ours, "Ben", f"{number}.")
    sent = {"words": "An eighth thing.", "version": "0"}
    answer = enter(ours, "Ben").post(address(ours, "say-priority"), sent)
    assert answer.status_code == 200
    assert "You have named seven things." in answer.text
    assert "An eighth thing." in answer.text


def test_a_clash_needs_two_sides_of_this_project() -> None:
    ours, others = team(), team()
    near, cost = says(ours, "Ben", "Near."), says(ours, "Carys", "Cheap.")
    theirs = says(others, "Ben", "Far.")
    with pytest.raises(Refusal, match="at least two sides"):
        clash(ours, "Dev", "Hm.", near, near)
    with pytest.raises(Refusal, match="not there any more"):
        clash(ours, "Dev", "Hm.", near, theirs)
    with pytest.raises(Refusal, match="Nothing is written"):
        clash(ours, "Dev", " ", near, cost)
    with pytest.raises(Refusal, match="Only members"):
        name_clash(
            project=ours.project,
            priorities=[near, cost],
            words="Hm.",
            by=others.actor("Ben"),
            at=NOON,
        )


def two_sides(ours: Team) -> Clash:
    """Ben names a conflict between himself and Carys."""
    return clash(ours, "Ben", "Apart.", says(ours, "Ben", "Near."), says(ours, "Carys", "Cheap."))


def test_only_what_is_decided_here_settles_and_only_once() -> None:
    ours, others = team(), team()
    named = two_sides(ours)
    by = ours.actor("Dev")
    draft, theirs = proposed(ours, new()), agreed(others, new())
    told: dict[str, Any] = {"clash": named, "by": by, "at": NOON}
    with pytest.raises(Refusal, match="not decided yet"):
        settle_clash(decision=draft, words="So.", **told)
    with pytest.raises(Refusal, match="not in this project"):
        settle_clash(decision=theirs, words="So.", **told)
    decision = agreed(ours, new("Lunch"))
    with pytest.raises(Refusal, match="Nothing is written"):
        settle_clash(decision=decision, words="", **told)
    with pytest.raises(Refusal, match="Only the person who named it"):
        end_clash(words="", **told)
    settle_clash(decision=decision, words="So.", **told)
    with pytest.raises(Refusal, match="settled already"):
        settle_clash(decision=decision, words="So.", **told)
    assert enter(ours, "Dev").get(address(ours, "settle-clash", named.id)).status_code == 409


def test_a_decision_that_is_doubted_opens_the_clash_again_and_keeps_how_it_was_settled() -> None:
    ours = team()
    named, decision = two_sides(ours), agreed(ours, new())
    by = ours.actor("Dev")
    settle_clash(clash=named, decision=decision, words="By planning.", by=by, at=NOON)
    doubt_agreement(decision=decision, words="I was not there.", by=ours.actor("Carys"), at=NOON)
    told = page(ours, "Amina")
    assert "Named, and not settled yet" in told
    assert "the conflict stands again" in told
    assert "By planning." in told
    end_clash(clash=named, words="We talked.", by=ours.actor("Ben"), at=NOON)
    assert "The person who named it says that it is settled." in page(ours, "Amina")


def test_taking_back_a_clash_or_how_it_was_settled_leaves_what_others_wrote() -> None:
    ours = team()
    named = two_sides(ours)
    how = settle_clash(
        clash=named, decision=agreed(ours, new()), words="So.", by=ours.actor("Dev"), at=NOON
    )
    take_back_clash(clash=named, by=ours.actor("Ben"), at=NOON)
    assert "So." in page(ours, "Amina")
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        take_back_settling(settling=how, by=ours.actor("Ben"), at=NOON)
    take_back_settling(settling=how, by=ours.actor("Dev"), at=NOON)
    assert "Settled by a decision:" in page(ours, "Amina")
    another = two_sides(ours)
    take_back_clash(clash=another, by=ours.actor("Ben"), at=NOON)
    assert len(hopes(ours, "Amina").clashes) == 1


def test_a_side_that_is_taken_back_leaves_its_place() -> None:
    ours = team()
    two_sides(ours)
    mine = Priority.objects.get(words="Near.")
    take_back_priority(priority=mine, by=ours.actor("Ben"), at=NOON)
    told = page(ours, "Dev")
    assert "Taken back by its author." in told
    assert "Apart." in told


def test_covered_words_are_for_their_author_alone_and_cannot_be_changed() -> None:
    ours = team()
    words = says(ours, "Carys", "Too much.")
    asked = ask_to_cover(
        project=ours.project,
        kind="agreements.priority",
        thing_id=words.id,
        reason="It hurts.",
        by=ours.actor("Ben"),
        at=NOON,
    )
    agree_to_cover(covering=asked, by=ours.actor("Dev"), at=NOON)
    assert "Too much." not in page(ours, "Amina")
    assert "These words are covered." in page(ours, "Amina")
    assert "Too much." in page(ours, "Carys")
    with pytest.raises(Refusal, match="covered, so they cannot be changed"):
        change_priority(
            priority=words,
            words="More.",
            is_signed=True,
            version=1,
            by=ours.actor("Carys"),
            at=NOON,
        )


def test_a_root_is_added_by_anybody_and_taken_out_by_its_author() -> None:
    ours = team()
    goal = clause(ours, "A place for all", sort=Sort.GOAL)
    way = clause(ours, "Time")
    words = says(ours, "Carys", "Cheap.")
    told: dict[str, Any] = {"kind": "priority", "thing_id": words.id, "at": NOON}
    with pytest.raises(Refusal, match="not one of our goals"):
        add_root(clause=way, by=ours.actor("Dev"), **told)
    root = add_root(clause=goal, by=ours.actor("Dev"), **told)
    with pytest.raises(Refusal, match="behind the goal already"):
        add_root(clause=goal, by=ours.actor("Ben"), **told)
    with pytest.raises(Refusal, match="not in this project"):
        add_root(clause=goal, by=ours.actor("Ben"), **told | {"kind": "idea"})
    take_back_priority(priority=words, by=ours.actor("Carys"), at=NOON)
    assert "Taken back by its author." in page(ours, "Amina")
    with pytest.raises(Refusal, match="Only the person who added it"):
        take_out_root(root=root, by=ours.actor("Ben"), at=NOON)
    leave_project(
        member=ours.member("Dev"), hand_over={}, wants_news=False, by=ours.actor("Dev"), at=NOON
    )
    root.refresh_from_db()
    take_out_root(root=root, by=ours.actor("Ben"), at=NOON)
    assert not GoalRoot.objects.exists()


def test_a_goal_that_was_taken_out_takes_no_roots() -> None:
    ours = team()
    goal = clause(ours, "A place for all", sort=Sort.GOAL)
    agreed(ours, without(goal))
    assert enter(ours, "Ben").get(address(ours, "add-root", goal.id)).status_code == 404


def test_a_helper_writes_for_a_person_and_signed_words_say_so() -> None:
    ours = large()
    by = helper_for(ours, "Carys", "Ben")
    told: dict[str, Any] = {"member": ours.member("Carys"), "by": by, "at": NOON}
    say_priority(words="Cheap.", is_signed=True, **told)
    assert "with a helper" in page(ours, "Dev")
    take_back_priority(priority=Priority.objects.get(), by=by, at=NOON)
    say_priority(words="Cheap.", is_signed=False, **told)
    assert "with a helper" not in page(ours, "Dev")


def test_whoever_leaves_is_still_read_and_can_take_their_words_back() -> None:
    ours = team()
    words = says(ours, "Ben", "Near.")
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    assert columns(ours, "Dev")["Lived experience"] == ["Near."]
    assert "has left" in page(ours, "Dev")
    words.refresh_from_db()
    take_back_priority(priority=words, by=ours.actor("Ben"), at=NOON)


def test_a_person_takes_all_of_it_along_and_has_it_erased() -> None:
    ours = team()
    named = two_sides(ours)
    settle_clash(
        clash=named, decision=agreed(ours, new()), words="So.", by=ours.actor("Ben"), at=NOON
    )
    goal = clause(ours, "A place for all", sort=Sort.GOAL)
    mine = Priority.objects.get(words="Near.")
    add_root(clause=goal, kind="priority", thing_id=mine.id, by=ours.actor("Ben"), at=NOON)
    told = personal.export(ours.people["Ben"].id)
    assert told["what_matters_most_to_you"][0]["words"] == "Near."
    assert told["conflicts_of_priority_you_named"][0]["words"] == "Apart."
    assert told["conflicts_of_priority_you_settled"][0]["words"] == "So."
    assert told["what_you_said_a_goal_grew_from"][0]["id"] == mine.id
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    forget_priorities(person_id=ours.people["Ben"].id, by=actors.operator(), at=NOON)
    left: list[Any] = [
        *Priority.objects.filter(pk=mine.pk),
        *Clash.objects.all(),
        *Settling.objects.all(),
    ]
    assert [each.words for each in left] == ["", "", ""]
    assert len(hopes(ours, "Dev").clashes) == 1


def test_a_clash_stays_named_when_whoever_named_it_is_erased() -> None:
    ours = team()
    named = two_sides(ours)
    forget_priorities(person_id=ours.people["Ben"].id, by=actors.operator(), at=NOON)
    (left,) = hopes(ours, "Dev").clashes
    assert (left.it, left.words, left.settling) == (named, "", None)
    assert len(left.sides) == 2
    client = Client()
    client.force_login(ours.people["Dev"])
    page = client.get(reverse("agreements:goals", args=[ours.project.id])).text
    assert "The person who named it took all their words with them." in page
    settle_clash(
        clash=named, decision=agreed(ours, new()), words="So.", by=ours.actor("Dev"), at=NOON
    )
    (left,) = hopes(ours, "Dev").clashes
    assert left.settling is not None


def test_a_light_project_has_no_such_page_and_its_agreement_no_link_to_it() -> None:
    project = make.project(is_light=True)
    client = Client()
    client.force_login(make.amina())
    assert client.get(reverse("agreements:goals", args=[project.id])).status_code == 404
    told = client.get(reverse("agreements:agreement", args=[project.id])).text
    assert "Propose a goal" in told
    assert "What matters to each of us" not in told


def test_a_page_of_many_priorities_asks_few(django_assert_max_num_queries: Any) -> None:
    ours = large()
    goal = clause(ours, "A place for all", sort=Sort.GOAL)
    said = [says(ours, name, f"{n}.") for name in ("Ben", "Carys", "Gwen") for n in range(6)]
    for number in range(10):
        named = clash(ours, "Ben", f"Apart {number}.", *said[number : number + 3])
        if number % 2:
            end_clash(clash=named, words="Over.", by=ours.actor("Ben"), at=NOON)
    for each in said:
        add_root(clause=goal, kind="priority", thing_id=each.id, by=ours.actor("Dev"), at=NOON)
    client = enter(ours, "Dev")
    client.get(address(ours, "goals"))  # their first visit today is written down
    with django_assert_max_num_queries(12):
        answer = client.get(address(ours, "goals"))
    assert answer.status_code == 200
