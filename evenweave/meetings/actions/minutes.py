"""After a meeting: the draft goes to all, is corrected in the open, and is agreed next time."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed, look_again
from evenweave.common.refusals import refuse_if
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.meetings import covered, kinds, messages, telling, written
from evenweave.meetings.actions.agenda import put_minutes_on
from evenweave.meetings.models import (
    CaughtUp,
    Correction,
    Item,
    Meeting,
    Minutes,
    Notes,
    State,
    Thanks,
)
from evenweave.meetings.rules import minutes as rules
from evenweave.outbox.actions import send
from evenweave.projects.models import Member

TAKEN_BACK = "An author may take back what they wrote, without a reason."


@action(quiet="The draft goes to all alike; that it was agreed stands on the record.")
def send_minutes(*, meeting: Meeting, by: Actor, at: datetime) -> Minutes:
    """To everybody in the circle, each with what is theirs first; and onto the next agenda."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_send_minutes(by, meeting))
    made = Minutes.objects.create(meeting=meeting, sent_at=at)
    following = Meeting.objects.filter(
        circle=meeting.circle, state=State.PLANNED, starts_at__gt=meeting.starts_at
    )
    if (following_one := following.with_agenda().order_by("starts_at", "id").first()) is not None:
        put_minutes_on(following_one, at)
    telling.minutes(meeting, written.drawn(meeting), by=by, at=at)
    return made


@action(quiet="A suggestion binds nobody; what is agreed in the end stands on the record.")
def suggest_words(
    *, meeting: Meeting, item: Item | None, words: str, why: str, by: Actor, at: datetime
) -> Correction:
    """How the notes would read otherwise."""
    refuse_if(rules.why_not_suggest_words(by, meeting, item, words=words, why=why))
    return Correction.objects.create(
        meeting=meeting,
        item=item,
        member=Member.objects.who_acts(by, meeting.project),
        words=words,
        why=why,
        suggested_at=at,
    )


@action(quiet="Notes are everybody’s, and both the old and the new words stay to be seen.")
def take_over_words(
    *, correction: Correction, words: str, version: int, by: Actor, at: datetime
) -> None:
    """It becomes the words of the notes; what stood there before is kept beside it."""
    look_again(correction)  # under the lock
    refuse_if(rules.why_not_take_over_words(by, correction, words))
    place = {"meeting": correction.meeting, "item": correction.item}
    notes = Notes.objects.filter(**place).first() or Notes(**place, version=0)
    if notes.version != version:
        raise Changed
    correction.before, correction.put = notes.words, words
    correction.taken_over_at, correction.taken_over_by = at, by.somebody
    correction.save(update_fields=["before", "put", "taken_over_at", "taken_over_by"])
    notes.words, notes.version = words, version + 1
    notes.written_by, notes.written_at = by.somebody, at
    notes.save()


@action(quiet=TAKEN_BACK)
def take_back_words(*, correction: Correction, by: Actor, at: datetime) -> None:
    """The words go for good."""
    look_again(correction)  # under the lock
    refuse_if(rules.why_not_take_back_words(by, correction))
    correction.why = ""
    take_back(correction, covered.CORRECTION.name, at)


def take_back(said: Correction | Thanks, kind: str, at: datetime) -> None:
    """Words go, also from the file of the database."""
    end_coverings(kind, [said.pk], at=at)
    said.words, said.taken_back_at = "", at
    said.save()
    database.overwrite_at_commit()


@action(records=kinds.MINUTES_AGREED)
def agree_minutes(
    *, meeting: Meeting, later: Meeting | None, fingerprint: str, by: Actor, at: datetime
) -> Minutes:
    """We agree on these minutes. `fingerprint` is of the text that people have before them."""
    refuse_if(rules.why_not_agree_minutes(by, meeting, later))
    now = written.drawn(meeting)
    if now.fingerprint != fingerprint:
        raise Changed
    found = Minutes.objects.get(meeting=meeting)
    found.agreed_at, found.agreed_in = at, later
    found.agreed, found.fingerprint = now.as_json, now.fingerprint
    found.save()
    Item.objects.filter(  # where they had come already, nothing is left to agree on
        meeting__state=State.PLANNED, thing_kind=Minutes.THING, thing_id=meeting.pk
    ).delete()
    return found


@action(quiet="Thanks are between people, and nobody counts them.")
def thank(*, meeting: Meeting, to: Member | None, words: str, by: Actor, at: datetime) -> Thanks:
    """A few words to somebody, who is told and alone reads them; or to everybody."""
    refuse_if(rules.why_not_thank(by, meeting, to, words))
    writer = Member.objects.who_acts(by, meeting.project)
    said = Thanks.objects.create(meeting=meeting, by=writer, to=to, words=words, said_at=at)
    if to is not None and to.person_id is not None:
        subject, text = telling.thanked(said)
        send(
            to=to.person_id,
            sender=by.somebody,
            kind=messages.THANKS.name,
            subject=subject,
            text=text,
            stream_id=meeting.project_id,
            by=by,
            at=at,
        )
    return said


@action(quiet=TAKEN_BACK)
def take_back_thanks(*, thanks: Thanks, by: Actor, at: datetime) -> None:
    """The words go from here; a message that was sent stays with whom it reached."""
    look_again(thanks)  # under the lock
    refuse_if(rules.why_not_take_back_thanks(by, thanks))
    take_back(thanks, covered.THANKS.name, at)


@action(quiet="What somebody reads, or leaves, is theirs alone.")
def leave_catching_up(*, meeting: Meeting, member: Member, by: Actor, at: datetime) -> None:
    """They need it no more, and are not offered it again."""
    refuse_if(rules.why_not_leave_catching_up(by, meeting, member))
    CaughtUp.objects.update_or_create(meeting=meeting, member=member, defaults={"at": at})
