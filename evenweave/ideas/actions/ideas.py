"""An idea is raised, held, heard and seen to; and its author can take it back."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.files.kinds import Picture, Sound
from evenweave.common.refusals import refuse_if
from evenweave.ideas import covered, kinds
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.actions.taking_back import take_back_answer, take_back_hearing
from evenweave.ideas.models import Hearing, Holder, Idea, IdeaFile, State, Telling
from evenweave.ideas.rules import ideas as rules
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
    circle.refresh_from_db()  # under the lock: it may have ended
    refuse_if(rules.why_not_raise_idea(by, circle, words, picture, sound))
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
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_hold_idea(by, idea))
    Holder.objects.create(idea=idea, member=member_of(idea, by), since=at)


@action(quiet="Whose idea somebody shares is theirs to say, and no use of authority.")
def let_go_of_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """Not mine any more. What they said about it stays."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_let_go_of_idea(by, idea))
    idea.holders.filter(member__person_id=by.somebody).delete()


@action(records=kinds.HEARD)
def hear_idea(*, idea: Idea, where: str, by: Actor, at: datetime) -> Hearing:
    """It was heard: where, and who says so."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_hear_idea(by, idea, where))
    if idea.state == State.RAISED:
        idea.become(State.HEARD)
        idea.save(update_fields=["state"])
    return Hearing.objects.create(idea=idea, where=where, said_by=by.somebody, heard_at=at)


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def take_on_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """I will see to it that this is answered."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_on_idea(by, idea))
    idea.taken_on_by = member_of(idea, by)
    idea.save(update_fields=["taken_on_by"])


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def put_down_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """Somebody else may see to it."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_put_down_idea(by, idea))
    idea.taken_on_by = None
    idea.save(update_fields=["taken_on_by"])


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """The words, the picture and the sound go for good, and whatever its author wrote about it.

    Where others took part, that stays.
    """
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_idea(by, idea))
    let_words_go(idea, at)
    own = Telling.objects.filter(answer__idea=idea, member__person_id=by.somebody)
    end_coverings(covered.TELLING.name, own.values_list("pk", flat=True), at=at)
    own.exclude(words="").update(words="", taken_back_at=at)
    for hearing in idea.hearings.filter(said_by=by.somebody).exclude(where=""):
        take_back_hearing(hearing=hearing, by=by, at=at)
    for answer in idea.answers.filter(said_by=by.somebody).exclude(reason=""):
        take_back_answer(answer=answer, by=by, at=at)
    database.overwrite_at_commit()


def let_words_go(idea: Idea, at: datetime) -> None:
    """The words of an idea go, and what came with them; what was gathered into it stands again."""
    for each in idea.gathered.all():
        stand_again(each)
    end_coverings(covered.IDEA.name, [idea.id], at=at)
    IdeaFile.objects.filter(idea=idea).delete()
    idea.become(State.TAKEN_BACK)
    idea.words, idea.taken_back_at, idea.is_covered = "", at, False
    idea.gathered_into, idea.taken_on_by = None, None
    idea.save()


def stand_again(idea: Idea) -> None:
    """An idea that was gathered goes on from where it was on its way."""
    idea.become(State.HEARD if idea.hearings.exists() else State.RAISED)
    idea.gathered_into = None
    idea.save(update_fields=["state", "gathered_into"])
