"""What meetings keep of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from evenweave.common.actors import Actor
from evenweave.meetings.actions.erasing import forget_meetings
from evenweave.meetings.models import (
    Afterwards,
    Attendance,
    AwayMonth,
    CaughtUp,
    CheckIn,
    Correction,
    Feed,
    Hand,
    Item,
    LeftOut,
    Meeting,
    MixPlace,
    MixWill,
    Notes,
    Offer,
    PassedOn,
    Role,
    RoleWill,
    Suit,
    Task,
    Thanks,
    Turn,
    Venue,
)


def export(person_id: UUID) -> dict[str, Any]:
    """Everything, in words where there are words."""
    return {
        **planned(person_id),
        **said(person_id),
        **took_part(person_id),
        **wrote_after(person_id),
        **goes_round(person_id),
        **afterwards(person_id),
    }


def erase(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Erase it, inside the action that erases the person."""
    forget_meetings(person_id=person_id, by=by, at=at)


def planned(person_id: UUID) -> dict[str, Any]:
    """The meetings and places they wrote down, and their calendar."""
    feed = Feed.objects.filter(person=person_id).first()
    return {
        "meetings_you_planned": [
            {"title": each.title, "what_for": each.why, "when": each.starts_at, "at": each.made_at}
            for each in Meeting.objects.filter(made_by=person_id)
        ],
        "places_you_wrote_down": [
            {"name": each.name, "at": each.made_at}
            for each in Venue.objects.filter(made_by=person_id)
        ],
        "your_calendar_has_an_address_since": feed.made_at if feed else None,
    }


def said(person_id: UUID) -> dict[str, Any]:
    """What they offered, what suited them, what they put on agendas and wrote into notes."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    suits = Suit.objects.filter(**mine).select_related("offer__meeting", "offer__venue")
    offers = Offer.objects.filter(offered_by=person_id).select_related("meeting", "venue")
    hands = Hand.objects.filter(**mine).select_related("item")
    return {
        "times_and_places_you_offered": [
            {"meeting": each.meeting.title, "what": what(each), "at": each.offered_at}
            for each in offers
        ],
        "what_suited_you": [
            {
                "meeting": each.offer.meeting.title,
                "what": what(each.offer),
                "you_said": each.get_says_display(),
                "a_helper_wrote_it_down": each.is_by_helper,
                "at": each.at,
            }
            for each in suits
        ],
        "what_you_put_on_agendas": [
            {"title": each.title, "to_prepare": each.prepare, "at": each.added_at}
            for each in Item.objects.filter(added_by=person_id)
        ],
        "notes_you_wrote_last": [
            {"words": each.words, "at": each.written_at}
            for each in Notes.objects.filter(written_by=person_id)
        ],
        "your_hands_that_are_up": [
            {
                "item": each.item.title,
                "words": each.words,
                "for_you_by_another": each.is_by_other,
                "at": each.raised_at,
            }
            for each in hands
        ],
        "your_word_to_begin_with": [
            {"word": each.word, "picture": each.get_picture_display()}
            for each in CheckIn.objects.filter(**mine)
        ],
        **is_mixed(person_id),
    }


def is_mixed(person_id: UUID) -> dict[str, Any]:
    """Whether they are happy to be drawn, and where they were. With whom, is the others’, too."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    wills = MixWill.objects.filter(**mine).select_related("meeting")
    out = LeftOut.objects.filter(**mine).select_related("circle")
    places = MixPlace.objects.filter(**mine).select_related("mix__meeting")
    return {
        "whether_you_are_happy_to_be_drawn": [
            {"meeting": each.meeting.title, "you_are": each.is_happy_to} for each in wills
        ],
        "where_you_are_left_out_of_mixing": [{"circle": each.circle.name} for each in out],
        "where_you_were_drawn": [
            {
                "meeting": each.mix.meeting.title,
                "into": each.mix.get_sort_display(),
                "number": each.number,
            }
            for each in places
        ],
    }


def what(offer: Offer) -> Any:
    """A time or a place."""
    return offer.venue.name if offer.venue else offer.starts_at


def took_part(person_id: UUID) -> dict[str, Any]:
    """Where they took part and how, what they lead, and what they took on."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    attended = Attendance.objects.filter(**mine).select_related("meeting")
    leads = Item.objects.filter(lead__person_id=person_id).select_related("meeting")
    return {
        "meetings_you_took_part_in": [
            {"meeting": each.meeting.title, "how": each.get_how_display(), "at": each.at}
            for each in attended
        ],
        "what_you_lead_on_agendas": [
            {"meeting": each.meeting.title, "title": each.title} for each in leads
        ],
        "what_you_took_on": [
            {"words": each.words, "until": each.until, "done_at": each.done_at}
            for each in Task.objects.filter(**mine)
        ],
    }


def wrote_after(person_id: UUID) -> dict[str, Any]:
    """How they remembered minutes, thanks from them and to them, and what they need no more."""
    suggested = Correction.objects.filter(member__person_id=person_id).exclude(words="")
    thanks = Thanks.objects.exclude(words="").select_related("meeting")
    known = CaughtUp.objects.filter(member__person_id=person_id).select_related("meeting")
    return {
        "other_words_you_suggested_for_minutes": [
            {
                "meeting": each.meeting.title,
                "words": each.words,
                "why": each.why,
                "at": each.suggested_at,
                "taken_over_at": each.taken_over_at,
            }
            for each in suggested.select_related("meeting")
        ],
        "other_words_you_took_over": [
            {"meeting": each.meeting.title, "at": each.taken_over_at}
            for each in Correction.objects.filter(taken_over_by=person_id).select_related("meeting")
        ],
        "thanks_you_wrote_after_meetings": [
            {"meeting": each.meeting.title, "words": each.words, "at": each.said_at}
            for each in thanks.filter(by__person_id=person_id)
        ],
        "thanks_to_you_after_meetings": [
            {"meeting": each.meeting.title, "words": each.words, "at": each.said_at}
            for each in thanks.filter(to__person_id=person_id)
        ],
        "meetings_you_need_not_catch_up_on": [
            {"meeting": each.meeting.title, "at": each.at} for each in known
        ],
    }


def goes_round(person_id: UUID) -> dict[str, Any]:
    """What they are willing to do, when not, and their turns."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    turns = Turn.objects.select_related("meeting", "role")
    return {
        "roles_you_added": [
            {"name": each.name, "at": each.made_at}
            for each in Role.objects.filter(made_by=person_id)
        ],
        "what_you_are_willing_to_do": [
            {"role": each.role.name, "you_said": each.get_will_display(), "since": each.since}
            for each in RoleWill.objects.filter(**mine).select_related("role")
        ],
        "months_without_a_turn": [
            {"circle": each.circle.name, "month": each.month}
            for each in AwayMonth.objects.filter(**mine).select_related("circle")
        ],
        "your_turns": [
            {"meeting": each.meeting.title, "role": each.role.name, "since": each.at}
            for each in turns.filter(**mine)
        ],
        "where_you_learned": [
            {"meeting": each.meeting.title, "role": each.role.name}
            for each in turns.filter(learner__person_id=person_id)
        ],
        "turns_you_passed_on": [
            {"meeting": each.meeting.title}
            for each in PassedOn.objects.filter(**mine).select_related("meeting")
        ],
    }


def afterwards(person_id: UUID) -> dict[str, Any]:
    """What they would like to say afterwards, and what others would like to say to them."""
    known = Afterwards.objects.select_related("meeting", "sender__person", "to__person")
    sent = known.filter(sender__person_id=person_id)
    got = known.filter(to__person_id=person_id)
    return {
        "what_you_would_like_to_say_afterwards": [
            {"meeting": each.meeting.title, "to": each.to.called, "words": each.words, **when(each)}
            for each in sent
        ],
        "what_others_would_like_to_say_to_you": [
            {
                "meeting": each.meeting.title,
                "from": each.sender.called,
                "words": each.words,
                **when(each),
            }
            for each in got
        ],
    }


def when(note: Afterwards) -> dict[str, Any]:
    """When it was asked, and answered."""
    return {"at": note.at, "answered_at": note.answered_at}
