"""The words of agreements that can be covered, and where they stand."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import (
    Answer,
    Clash,
    Hopes,
    Lending,
    Note,
    Priority,
    Question,
    Settling,
    Thanks,
)
from evenweave.ideas.coverable import Coverable, Said
from evenweave.ideas.covered import put


def page_of(question: Question) -> str:
    """Where a question stands: on the page of the matter that it is about, or with the others."""
    if question.matter_id:
        return reverse("agreements:matter", args=[question.project_id, question.matter_id])
    return reverse("agreements:questions", args=[question.project_id])


def find_question(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody asked."""
    found = (
        Question.objects.filter(project=project_id, pk=thing_id).select_related("member").first()
    )
    return Said(found.words, found.member.person_id, page_of(found)) if found else None


def find_answer(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody answered."""
    known = Answer.objects.filter(question__project=project_id, pk=thing_id)
    found = known.select_related("member", "question").first()
    return Said(found.words, found.member.person_id, page_of(found.question)) if found else None


QUESTION = Coverable(
    "agreements.question",
    _("A question"),
    find=find_question,
    put=put(Question),
)
ANSWER = Coverable(
    "agreements.answer", _("An answer to a question"), find=find_answer, put=put(Answer)
)


# Coming and going


def find_hopes(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody hopes for, while they share it."""
    found = Hopes.objects.filter(member__project=project_id, pk=thing_id, is_shared=True)
    hopes = found.select_related("member").first()
    if hopes is None:
        return None
    page = reverse("agreements:hopes", args=[project_id])
    return Said(hopes.words, hopes.member.person_id, page)


def find_thanks(project_id: UUID, thing_id: UUID) -> Said | None:
    """Thanks, while whom they are to shows them."""
    found = Thanks.objects.filter(to__project=project_id, pk=thing_id, is_shown=True)
    thanks = found.select_related("by").first()
    if thanks is None:
        return None
    page = reverse("agreements:thanks", args=[project_id])
    return Said(thanks.words, thanks.by.person_id, page)


HOPES = Coverable("agreements.hopes", _("What somebody hopes for"), find=find_hopes, put=put(Hopes))
THANKS = Coverable("agreements.thanks", _("Words of thanks"), find=find_thanks, put=put(Thanks))


# Closed matters


def find_note(project_id: UUID, thing_id: UUID) -> Said | None:
    """A note. While its matter is closed, only its readers may see it, covered or not."""
    known = Note.objects.filter(matter__project=project_id, pk=thing_id)
    found = known.select_related("member", "matter").first()
    if found is None:
        return None
    matter = found.matter
    readers = matter.present_readers.values_list("member__person_id", flat=True)
    address = reverse("agreements:matter", args=[project_id, matter.id])
    only_for = frozenset(readers) if matter.is_closed else None
    return Said(found.words, found.member.person_id, f"{address}#said-{found.id}", only_for)


NOTE = Coverable("agreements.note", _("A note in a matter"), find=find_note, put=put(Note))


# What we hope for


def goals_page(project_id: UUID) -> str:
    """Where priorities and their clashes stand."""
    return reverse("agreements:goals", args=[project_id])


def find_priority(project_id: UUID, thing_id: UUID) -> Said | None:
    """What matters to somebody."""
    known = Priority.objects.filter(project=project_id, pk=thing_id)
    found = known.select_related("member").first()
    return Said(found.words, found.member.person_id, goals_page(project_id)) if found else None


def find_clash(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody names a clash."""
    found = Clash.objects.filter(project=project_id, pk=thing_id).select_related("member").first()
    return Said(found.words, found.member.person_id, goals_page(project_id)) if found else None


def find_settling(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody says a clash was settled."""
    known = Settling.objects.filter(clash__project=project_id, pk=thing_id)
    found = known.select_related("member").first()
    return Said(found.words, found.member.person_id, goals_page(project_id)) if found else None


PRIORITY = Coverable(
    "agreements.priority", _("What matters to somebody"), find=find_priority, put=put(Priority)
)
CLASH = Coverable(
    "agreements.clash", _("A conflict of priorities"), find=find_clash, put=put(Clash)
)
SETTLING = Coverable(
    "agreements.settling", _("How a conflict was settled"), find=find_settling, put=put(Settling)
)


# Lending to a later team


def find_lessons(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody would tell a later team."""
    found = Lending.objects.filter(project=project_id, pk=thing_id).first()
    if found is None:
        return None
    return Said(found.lessons, found.made_by, reverse("agreements:lending", args=[project_id]))


LESSONS = Coverable(
    "agreements.lessons", _("What a team learned"), find=find_lessons, put=put(Lending)
)
