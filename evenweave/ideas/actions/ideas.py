"""An idea goes its way: raised, heard, counted, told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.files.kinds import Picture, Sound
from evenweave.common.refusals import refuse_if
from evenweave.ideas import kinds, messages
from evenweave.ideas.models import Answer, Hearing, Holder, Idea, IdeaFile, State
from evenweave.ideas.rules import ideas as rules
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Circle, Member


def member_of(idea: Idea, by: Actor) -> Member:
    """The present membership of whoever acts, where a rule let only members pass."""
    return Member.objects.who_acts(by, idea.project)


@action(records=kinds.RAISED)
def raise_idea(
    *,
    circle: Circle,
    words: str,
    by: Actor,
    at: datetime,
    picture: Picture | None = None,
    sound: Sound | None = None,
) -> Idea:
    """Say something to a circle: in words, and perhaps in a picture or a sound."""
    refuse_if(rules.why_not_raise_idea(by, circle, words))
    idea = Idea.objects.create(
        project=circle.project,
        circle=circle,
        words=words,
        made_by=by.somebody,
        helper_id=by.helper,
        raised_at=at,
    )
    Holder.objects.create(idea=idea, member=member_of(idea, by), is_author=True, since=at)
    if picture is not None:
        IdeaFile.objects.create(
            idea=idea,
            content_type=picture.content_type,
            content=picture.content,
            width=picture.width,
            height=picture.height,
        )
    elif sound is not None:
        IdeaFile.objects.create(idea=idea, content_type=sound.content_type, content=sound.content)
    return idea


@action(quiet="Whose idea somebody shares is theirs to say, and no use of authority.")
def hold_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """I hold this too: whoever holds it is told what becomes of it."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_hold_idea(by, idea))
    Holder.objects.create(idea=idea, member=member_of(idea, by), since=at)


@action(quiet="Whose idea somebody shares is theirs to say, and no use of authority.")
def let_go_of_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """Not mine any more."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_let_go_of_idea(by, idea))
    idea.holders.filter(member__person_id=by.somebody).delete()


@action(records=kinds.HEARD)
def hear_idea(*, idea: Idea, where: str, by: Actor, at: datetime) -> Hearing:
    """It was heard: where, and who says so."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_hear_idea(by, idea, where))
    if idea.state == State.RAISED:
        idea.state = State.HEARD
        idea.save(update_fields=["state"])
    return Hearing.objects.create(idea=idea, where=where, said_by=by.somebody, heard_at=at)


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def take_on_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """I will see to it that this is answered."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_take_on_idea(by, idea))
    idea.taken_on_by = member_of(idea, by)
    idea.save(update_fields=["taken_on_by"])


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def put_down_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """Somebody else may see to it."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_put_down_idea(by, idea))
    idea.taken_on_by = None
    idea.save(update_fields=["taken_on_by"])


@action(records=kinds.COUNTED)
def count_idea(
    *,
    idea: Idea,
    how: str,
    reason: str,
    by: Actor,
    at: datetime,
    decision_id: UUID | None = None,
) -> Answer:
    """What became of it, and why. Everybody who holds it is told."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_count_idea(by, idea, how, reason))
    answer = Answer.objects.create(
        idea=idea,
        how=how,
        reason=reason,
        decision_id=decision_id,
        said_by=by.somebody,
        said_at=at,
    )
    idea.state = State.COUNTED
    idea.save(update_fields=["state"])
    idea.holders.update(is_it=None, words="", said_at=None)
    tell_holders(idea, answer, by=by, at=at)
    return answer


def tell_holders(idea: Idea, answer: Answer, *, by: Actor, at: datetime) -> None:
    """Everybody who holds it hears what became of it; who left, if they wish to hear."""
    page = whole(reverse("ideas:idea", args=[idea.project_id, idea.id]))
    text = _(
        "An idea that you hold was answered: {how}.\n\nWhy: {reason}\n\n"
        "Is it what you meant? You can say so here: {page}"
    )
    for holder in idea.holders.select_related("member"):
        member = holder.member
        if member.person_id is None or not (member.is_present or member.wants_news):
            continue
        send(
            to=member.person_id,
            sender=by.somebody,
            kind=messages.ANSWERED.name,
            subject=_("What became of your idea in “{project}”").format(project=idea.project.name),
            text=text.format(how=answer.get_how_display(), reason=answer.reason, page=page),
            stream_id=idea.project_id,
            by=by,
            at=at,
        )


@action(quiet="Its part records itself: that it is open again. A yes is between the two.")
def answer_telling(
    *, holder: Holder, is_it: bool, by: Actor, at: datetime, words: str = ""
) -> None:
    """Yes, that is it; or that is not what I meant, and then it is open again."""
    holder.refresh_from_db()
    holder.idea.refresh_from_db()
    refuse_if(rules.why_not_answer_telling(by, holder, is_it, words))
    holder.is_it, holder.words, holder.said_at = is_it, words, at
    holder.save(update_fields=["is_it", "words", "said_at"])
    if not is_it:
        reopen_idea(holder=holder, by=by, at=at)
    elif not holder.idea.holders.filter(member__left_at=None).exclude(is_it=True).exists():
        holder.idea.state = State.TOLD
        holder.idea.save(update_fields=["state"])


@action(records=kinds.REOPENED)
def reopen_idea(*, holder: Holder, by: Actor, at: datetime) -> None:
    """It was meant otherwise, so it waits for an answer again."""
    refuse_if(rules.why_not_reopen_idea(holder))
    holder.idea.state = State.HEARD
    holder.idea.save(update_fields=["state"])


@action(records=kinds.GATHERED)
def gather_ideas(*, into: Idea, ideas: Sequence[Idea], by: Actor, at: datetime) -> list[UUID]:
    """Several become one. Each stays readable, and who holds one of them holds it."""
    into.refresh_from_db()
    fresh = list(Idea.objects.filter(pk__in=[idea.pk for idea in ideas]))
    refuse_if(rules.why_not_gather_ideas(by, into, fresh))
    others = [idea for idea in fresh if idea.pk != into.pk]
    known = set(into.holders.values_list("member_id", flat=True))
    for idea in others:
        idea.state, idea.gathered_into = State.GATHERED, into
        idea.save(update_fields=["state", "gathered_into"])
        for holder in idea.holders.exclude(member_id__in=known):
            Holder.objects.create(idea=into, member_id=holder.member_id, since=at)
            known.add(holder.member_id)
    return [idea.pk for idea in others]


@action(quiet="It undoes what stands on the record already: the idea stands by itself again.")
def part_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """It stands by itself again. Who holds the other goes on holding it."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_part_idea(by, idea))
    idea.state = State.HEARD if idea.hearings.exists() else State.RAISED
    idea.gathered_into = None
    idea.save(update_fields=["state", "gathered_into"])


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """The words, the picture and the sound go for good. Where others answered, that stays."""
    idea.refresh_from_db()
    refuse_if(rules.why_not_take_back_idea(by, idea))
    idea.gathered.update(state=State.RAISED, gathered_into=None)
    IdeaFile.objects.filter(idea=idea).delete()
    idea.words, idea.state, idea.taken_back_at = "", State.TAKEN_BACK, at
    idea.gathered_into, idea.taken_on_by = None, None
    idea.save()
    idea.holders.filter(is_author=True).update(words="")
    transaction.on_commit(database.overwrite_deleted)
