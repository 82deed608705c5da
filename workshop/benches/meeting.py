"""A meeting that goes on with 200 people, each on a phone of their own: its page, its changes."""

from __future__ import annotations

from datetime import timedelta

from evenweave.common import actors, clock
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.actions.meetings import plan_meeting
from evenweave.meetings.actions.running import begin, go_to, raise_hand
from evenweave.projects.models import Project
from workshop.benches import filling
from workshop.benches.deciding import cookie_of

PEOPLE, HANDS = 201, 12


def going_on() -> dict[str, object]:
    """The page of a meeting that is on, with some hands up; and the cookie of each phone."""
    person = filling.team(PEOPLE, 1)
    project = Project.objects.visible_to(person).get()
    by, at = actors.person(person.id), clock.now()
    meeting = plan_meeting(
        circle=project.circles.get(is_everybody=True),
        title="All of us",
        starts_at=at + timedelta(minutes=5),
        minutes=90,
        zone="Europe/London",
        by=by,
        at=at,
    )
    items = [
        add_item(meeting=meeting, purpose="talk", title=title, minutes=20, by=by, at=at)
        for title in ("How we are", "The leaflet", "Who speaks where", "What is next")
    ]
    begin(meeting=meeting, by=by, at=at)
    go_to(meeting=meeting, item=items[1], by=by, at=at)
    members = list(project.members.exclude(person=person).select_related("person"))
    for member in members[:HANDS]:
        assert member.person_id
        words = "I would rather have it shorter." if member.pk.int % 3 else ""
        own = actors.person(member.person_id)
        raise_hand(item=items[1], member=member, words=words, by=own, at=clock.now())
    return {
        "page": f"/projects/{project.id}/meetings/{meeting.id}/now/",
        "topic": str(meeting.id),
        "person": str(person.id),
        "cookie": cookie_of(person),
        "phones": [cookie_of(member.person) for member in members if member.person],
    }
