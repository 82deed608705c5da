"""How long a list of people takes, from the file's bytes to the record, and how long it locks."""

from __future__ import annotations

import time

from django.utils.timezone import localdate

from evenweave.common import actors, clock
from evenweave.people.actions import add_person
from evenweave.projects.actions.founding import found_project
from evenweave.projects.actions.importing import import_people, places_for
from evenweave.projects.exporting import as_csv, as_xlsx
from evenweave.projects.importing import plan as plans
from evenweave.projects.importing import reading
from evenweave.projects.importing.rows import Fate
from evenweave.projects.importing.team import state_of, team_of

PEOPLE = 5_000


def bring() -> dict[str, object]:
    """5,000 people as .xlsx, then the same as CSV, which changes nothing."""
    at = clock.now()
    amina = add_person(name="Amina", by=actors.operator(), at=at)
    by = actors.person(amina.id)
    project = found_project(name="A large list", purpose="To be quick.", by=by, at=at)
    rows = [["Name", "E-mail", "Phone", "Expertise", "Joined"]]
    rows += [
        [f"Person {n}", f"p{n}@example.org", f"07700 {900000 + n}", "Carer", "14/9/2015"]
        for n in range(PEOPLE)
    ]
    began = time.perf_counter()
    (table,) = reading.read(as_xlsx(rows))
    team = team_of(project, localdate(at))
    found = plans.suggest(table, team.kinds)
    plan = plans.make(table, team, {column.number: column.place for column in found.columns})
    places, state = places_for(project, plan, by, at), state_of(team)
    looked = time.perf_counter()
    done = import_people(project=project, plan=plan, places=places, state=state, by=by, at=at)
    ended = time.perf_counter()
    (again,) = reading.read(as_csv(rows))
    same = plans.make(
        again,
        team_of(project, localdate(at)),
        {column.number: column.place for column in found.columns},
    )
    assert done.people == same.counts[Fate.SAME] == PEOPLE
    return {"seconds": ended - began, "locked": ended - looked}
