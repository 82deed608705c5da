"""Somebody comes in, and is shown round."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people.actions import add_gift, add_person, ask_new_address, write_need
from evenweave.people.models import Gift, Need, Person
from evenweave.projects import kinds
from evenweave.projects.actions.inviting import forget
from evenweave.projects.actions.places import settle
from evenweave.projects.models import CircleMember, ExpertiseSuggestion, Invitation, Member
from evenweave.projects.rules import joining as rules


@action(records=kinds.JOINED)
def join_project(*, invitation: Invitation, by: Actor, at: datetime) -> Member:
    """Come in by an invitation, and into its circle. What the inviter supposed becomes a private
    suggestion to the person."""
    invitation.refresh_from_db()  # under the lock: the last place is given once
    refuse_if(rules.why_not_join_project(by, invitation, at))
    member = Member.objects.create(
        project=invitation.project, person_id=by.somebody, invitation=invitation, joined_at=at
    )
    if invitation.circle is not None and invitation.circle.ended_at is None:
        CircleMember.objects.create(circle=invitation.circle, member=member, since=at)
    if invitation.expertise is not None:
        suggest(invitation, by.somebody)
    settle(invitation, member)
    invitation.uses += 1
    if invitation.is_used_up:
        forget(invitation)
    invitation.save(update_fields=["uses", "name", "email", "expertise"])
    return member


def suggest(invitation: Invitation, person_id: UUID) -> None:
    """Keep what the inviter supposed, for the person's eyes alone."""
    ExpertiseSuggestion.objects.get_or_create(
        project=invitation.project,
        person_id=person_id,
        expertise=invitation.expertise,
        defaults={"suggested_by": invitation.made_by, "suggested_at": invitation.made_at},
    )


@action(quiet="Its parts record themselves: the person who joins.")
def join_as_newcomer(
    *, invitation: Invitation, called: str, email: str, by: Actor, at: datetime
) -> Member:
    """Somebody who is new here comes in. `by` is the person they become.

    The address to which the invitation was sent is theirs, for its code went nowhere else. Any
    other waits until they have shown that it is.
    """
    is_proven = bool(email) and email.lower() == invitation.email
    person = add_person(
        name=called, email=email if is_proven else "", person_id=by.person, by=by, at=at
    )
    if email and not is_proven:
        ask_new_address(person=person, email=email, code_hash="", by=by, at=at)
    return join_project(invitation=invitation, by=by, at=at)


@action(quiet="What somebody likes and needs is theirs to tell, to whom they wish.")
def say_a_little(*, member: Member, interest: str, helps: str, by: Actor, at: datetime) -> None:
    """An interest, which the team sees, and what helps, which nobody sees until it is shared."""
    refuse_if(rules.why_not_say_a_little(by, member))
    person = Person.objects.get(pk=by.somebody)
    if interest:
        add_gift(
            person=person, kind=Gift.Kind.INTEREST, words=interest, is_shared=True, by=by, at=at
        )
    if helps:
        write_need(
            person=person, kind=Need.Kind.HELPS, words=helps, readers=(), version=0, by=by, at=at
        )


@action(quiet="What somebody hopes for is theirs to say, and no use of authority.")
def say_worth_it(*, member: Member, words: str, by: Actor, at: datetime) -> None:
    """What would make this worth their time, in their own words, for the first agenda."""
    member.refresh_from_db()
    refuse_if(rules.why_not_say_worth_it(by, member))
    member.worth_it = words
    member.save(update_fields=["worth_it"])


@action(quiet="How far somebody was shown round is their own affair.")
def finish_arriving(*, member: Member, worth_it: str, by: Actor, at: datetime) -> None:
    """They have seen what they wanted to see, and nothing asks them again."""
    member.refresh_from_db()
    refuse_if(rules.why_not_finish_arriving(by, member))
    member.arrived_at, member.worth_it = member.arrived_at or at, worth_it
    member.save(update_fields=["arrived_at", "worth_it"])
