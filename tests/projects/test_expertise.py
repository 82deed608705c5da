"""What somebody brings: said by them alone, seen by whom they choose, on no record."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.projects.actions.expertise import (
    add_expertise,
    divide_expertise,
    drop_suggestion,
    rename_expertise,
    say_expertise,
)
from evenweave.projects.models import Expertise, ExpertiseSuggestion, Member
from evenweave.projects.personal import export
from evenweave.record.models import Entry, Words
from tests import make
from tests.make import AMINA, BEN, CARYS, FINN, NOON, somebody

pytestmark = pytest.mark.django_db


def kind(member: Member, name: str) -> Expertise:
    """A kind of the member's project."""
    return member.project.expertises.present().get(name=name)


def test_somebody_may_bring_several_kinds_and_sits_with_one_of_them() -> None:
    ben = make.joined(make.project(), BEN)
    make.says(ben, "Research", "Lived experience")
    ben.refresh_from_db()
    assert ben.member_expertises.count() == 2
    assert ben.seat == kind(ben, "Research")


def test_nobody_says_it_for_somebody_else() -> None:
    team = make.team()
    for by in (AMINA, FINN):
        with pytest.raises(Refusal, match="themself"):
            say_expertise(
                member=team.ben,
                version=team.ben.version,
                brings=[],
                seat=None,
                is_shown=True,
                role_title="Patient",
                by=by,
                at=NOON,
            )


def test_nobody_sits_with_what_they_do_not_bring() -> None:
    ben = make.joined(make.project(), BEN)
    with pytest.raises(Refusal):
        say_expertise(
            member=ben,
            version=1,
            brings=[kind(ben, "Practice")],
            seat=kind(ben, "Research"),
            is_shown=True,
            role_title="",
            by=BEN,
            at=NOON,
        )


def test_nobody_brings_a_kind_of_another_project() -> None:
    ben, other = make.joined(make.project(), BEN), make.project(by=FINN)
    with pytest.raises(Refusal):
        say_expertise(
            member=ben,
            version=1,
            brings=[other.expertises.get(name="Practice")],
            seat=None,
            is_shown=True,
            role_title="",
            by=BEN,
            at=NOON,
        )


def test_two_tabs_do_not_overwrite_each_other() -> None:
    ben = make.joined(make.project(), BEN)
    make.says(ben, "Practice")
    with pytest.raises(Changed):
        say_expertise(
            member=ben,
            version=1,
            brings=[],
            seat=None,
            is_shown=True,
            role_title="",
            by=BEN,
            at=NOON,
        )


def test_two_tabs_are_shown_side_by_side(client: Client) -> None:
    ben = make.joined(make.project(), BEN)
    make.says(ben, "Practice")
    client.force_login(somebody(BEN))
    address = reverse("projects:count", args=[ben.project_id])
    told = {"version": "1", "is_shown": "yes", "seat": "", "role_title": "Neighbour"}
    answer = client.post(address, told)
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "Practice" in seen
    assert "Neighbour" in seen


def test_the_record_never_holds_what_anybody_brings() -> None:
    team = make.team()
    make.says(team.ben, "Research", "Practice", is_shown=False)
    lines = "".join(Entry.objects.values_list("line", flat=True))
    for each in team.project.expertises.all():
        assert str(each.id) not in lines
    words = " ".join(Words.objects.values_list("value", flat=True))
    assert "Research" not in words


def test_what_somebody_does_not_show_is_on_no_page_of_another(client: Client) -> None:
    team = make.team()
    woven = add_expertise(project=team.project, name="Weaving", by=AMINA, at=NOON)
    make.says(team.ben, "Weaving", is_shown=False)
    client.force_login(somebody(AMINA))
    pages = ["people", "invitations", "ready", "trust", "circles", "count", "record", "strengths"]
    for name in pages:
        seen = client.get(reverse(f"projects:{name}", args=[team.project.id])).content.decode()
        if name in {"count", "record"}:  # what she could choose; and that the kind was added
            assert "checked" not in seen.partition("Weaving")[0][-200:]
            continue
        assert "Weaving" not in seen, name
    home = client.get(reverse("home:project", args=[team.project.id])).content.decode()
    assert "Weaving" not in home
    taken_away = json.dumps(export(make.person_id(AMINA)), default=str)
    assert "Weaving" not in taken_away
    assert str(woven.id) not in taken_away


def test_the_person_themself_takes_it_away() -> None:
    team = make.team()
    make.says(team.ben, "Practice", is_shown=False)
    (own,) = export(make.person_id(BEN))["projects"]
    assert own["what_you_bring"] == ["Practice"]
    assert own["your_team_sees_it"] is False


# Suggestions


def test_a_guess_labels_nobody_until_they_say_so() -> None:
    team = make.team()
    guess = make.guess(team.project, BEN)
    ben = team.project.members.present().get(person=somebody(BEN))
    assert guess.expertise == kind(ben, "Practice")
    assert not ben.member_expertises.exists()
    assert ben.seat is None


def test_saying_what_one_brings_answers_every_guess() -> None:
    team = make.team()
    make.guess(team.project, BEN)
    make.says(team.project.members.present().get(person=somebody(BEN)), "Lived experience")
    assert not ExpertiseSuggestion.objects.exists()


def test_only_the_person_throws_a_guess_away() -> None:
    guess = make.guess(make.team().project, BEN)
    with pytest.raises(Refusal):
        drop_suggestion(suggestion=guess, by=AMINA, at=NOON)
    drop_suggestion(suggestion=guess, by=BEN, at=NOON)
    assert not ExpertiseSuggestion.objects.exists()


# Kinds


def test_a_further_kind_has_a_dye_of_its_own_and_there_are_five() -> None:
    project = make.project()
    dyes = [
        add_expertise(project=project, name=name, by=AMINA, at=NOON).dye
        for name in ("Caring", "Commissioning")
    ]
    assert dyes == ["walnut", "iron"]
    with pytest.raises(Refusal, match="five"):
        add_expertise(project=project, name="Singing", by=AMINA, at=NOON)


def test_two_kinds_do_not_have_one_name() -> None:
    with pytest.raises(Refusal, match="already"):
        add_expertise(project=make.project(), name="practice", by=AMINA, at=NOON)


def test_after_a_new_name_everybody_is_asked_whether_it_still_fits(client: Client) -> None:
    team = make.team()
    later = NOON + timedelta(days=1)
    practice = kind(team.carys, "Practice")
    rename_expertise(expertise=practice, name="Practice and management", by=BEN, at=later)
    (said,) = team.carys.member_expertises.select_related("expertise")
    assert said.is_stale
    client.force_login(somebody(CARYS))
    page = client.get(reverse("projects:count", args=[team.project.id]))
    assert "Does it still fit?" in page.content.decode()


def test_a_divided_kind_puts_nobody_into_either_part() -> None:
    team = make.team()
    lived = kind(team.ben, "Lived experience")
    first, second = divide_expertise(
        expertise=lived,
        first="Service users",
        second="Carers",
        by=AMINA,
        at=NOON + timedelta(days=1),
    )
    assert (first.dye, second.dye) == ("madder", "walnut")
    assert first.came_from == second.came_from == lived
    names = team.project.expertises.present().values_list("name", flat=True)
    assert list(names[:2]) in (["Service users", "Carers"], ["Carers", "Service users"])
    for part in (first, second):
        assert not part.member_expertises.exists()
    (said,) = team.ben.member_expertises.select_related("expertise")
    assert said.is_stale


def test_nobody_from_another_project_names_its_kinds() -> None:
    team = make.team()
    make.project(by=FINN)
    practice = kind(team.carys, "Practice")
    with pytest.raises(Refusal):
        rename_expertise(expertise=practice, name="Nonsense", by=FINN, at=NOON)
    with pytest.raises(Refusal):
        divide_expertise(expertise=practice, first="A", second="B", by=FINN, at=NOON)
    with pytest.raises(Refusal):
        add_expertise(project=team.project, name="Nonsense", by=FINN, at=NOON)


def test_a_helper_says_it_for_somebody_who_asked_them(client: Client) -> None:
    team = make.team()
    helping = make.helper(CARYS, of=BEN)
    client.force_login(somebody(CARYS))
    client.post(reverse("people:helper-act", args=[helping.id]))
    address = reverse("projects:count", args=[team.project.id])
    told = {"version": "2", "is_shown": "yes", "seat": "", "role_title": "Neighbour"}
    assert client.post(address, told).status_code == 302
    team.ben.refresh_from_db()
    assert team.ben.role_title == "Neighbour"
