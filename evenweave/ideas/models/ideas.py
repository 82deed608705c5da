"""An idea and its way: raised, heard, counted, told."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evenweave.people.models import Person
from evenweave.projects.models import Circle, Member, Project


class State(models.TextChoices):
    """Where an idea is on its way."""

    RAISED = "raised", _("Raised")
    HEARD = "heard", _("Heard")
    COUNTED = "counted", _("Answered")
    TOLD = "told", _("Told")
    GATHERED = "gathered", _("Gathered into another")
    TAKEN_BACK = "taken-back", _("Taken back")


# From each state to those that can follow it. An answer that was not what somebody meant sends the
# idea back to be heard; so does a second look after it was told. A decision answers it anew.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.RAISED: frozenset({State.HEARD, State.COUNTED, State.GATHERED, State.TAKEN_BACK}),
    State.HEARD: frozenset({State.COUNTED, State.GATHERED, State.TAKEN_BACK}),
    State.COUNTED: frozenset({State.TOLD, State.HEARD, State.COUNTED, State.TAKEN_BACK}),
    State.TOLD: frozenset({State.HEARD, State.COUNTED, State.TAKEN_BACK}),
    State.GATHERED: frozenset({State.RAISED, State.HEARD, State.TAKEN_BACK}),
    State.TAKEN_BACK: frozenset(),
}
# What stands where words are covered.
COVERED = _("(These words are covered.)")
UNANSWERED = (State.RAISED, State.HEARD)
ANSWERED = (State.COUNTED, State.TOLD)


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Reading ideas."""

    def visible_to(self, person: Person) -> IdeaQuerySet:
        """Those of the projects in which this person is a member now."""
        return self.filter(project__members__person=person, project__members__left_at=None)

    def waiting(self) -> IdeaQuerySet:
        """Those that nobody has answered yet: each circle finds them on its next agenda."""
        return self.filter(state__in=UNANSWERED).order_by("raised_at", "id")

    def answered(self) -> IdeaQuerySet:
        """Those of which somebody has said what became, the newest first."""
        return self.filter(state__in=ANSWERED).order_by("-raised_at", "id")

    def standing(self) -> IdeaQuerySet:
        """Those that stand by themselves: neither taken back nor gathered into another."""
        return self.exclude(state__in=[State.TAKEN_BACK, State.GATHERED])


class Idea(models.Model):
    """Something that somebody said, and what becomes of it.

    `made_by` is the person whose idea it is, also where a helper wrote it down; of words without a
    name (`sealed`) it is nobody, and its id is that of their talk. `gathered_into` is
    the idea that it became a part of. `taken_on_by` is who said they will see to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="+", related_query_name="ideas"
    )
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RAISED)
    made_by = models.UUIDField(null=True)
    helper_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    taken_on_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    gathered_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="gathered")
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)  # ideas.coverings

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | Q(taken_back_at__isnull=False), name="ideas_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state="gathered") | Q(gathered_into=None), name="ideas_gathered"
            ),
            models.CheckConstraint(
                condition=Q(gathered_into=None) | ~Q(gathered_into=F("id")), name="ideas_not_itself"
            ),
        ]
        indexes = [models.Index(fields=["project", "state"], name="ideas_by_state")]

    def __str__(self) -> str:
        return f"an idea of {self.raised_at:%Y-%m-%d}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def called(self) -> str:
        """Its words where it is named; where they are covered, that they are."""
        return str(COVERED) if self.is_covered else self.words

    @property
    def is_unnamed(self) -> bool:
        """Whether somebody said it without their name."""
        return self.made_by is None

    @property
    def is_answered(self) -> bool:
        """Whether somebody has said what became of it."""
        return self.state in ANSWERED

    @property
    def seen_to_by(self) -> Member | None:
        """Who sees to it that it is answered. Whoever left the project does not any more."""
        member = self.taken_on_by
        return member if member is not None and member.is_present else None

    def become(self, state: State) -> None:
        """Go on to a state; raises ValueError where its way does not lead there. Nothing is kept
        yet."""
        if state not in TRANSITIONS[State(self.state)]:
            raise ValueError(f"No way leads an idea from {self.state} to {state}.")
        self.state = state

    project_id: UUID
    circle_id: UUID
    taken_on_by_id: UUID | None
    gathered_into_id: UUID | None


class Holder(models.Model):
    """A member who holds an idea: the one who had it, and whoever holds it too.

    `is_it` is what they last said to the answer that stands; None when they are asked. What they
    said in words, and to earlier answers, is a `Telling`.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="holders")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    is_author = models.BooleanField(default=False)
    since = models.DateTimeField()
    is_it = models.BooleanField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "member"], name="ideas_holder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} holds {self.idea_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.idea.project_id

    idea_id: UUID
    member_id: UUID


class Hearing(models.Model):
    """Where an idea was heard, and who wrote that down."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="hearings")
    where = models.CharField(max_length=200, blank=True)
    said_by = models.UUIDField()
    heard_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["heard_at", "id"]

    def __str__(self) -> str:
        return f"a hearing of {self.idea_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.idea.project_id

    idea_id: UUID


class Answer(models.Model):
    """What became of an idea, and why; with the id of the decision, where one was made.

    The reason can be taken back by whoever wrote it; how it was answered stays.
    """

    class How(models.TextChoices):
        """Whether it was taken up."""

        TAKEN_UP = "taken-up", _("Taken up")
        PARTLY = "partly", _("Partly taken up")
        NOT = "not", _("Not taken up")

    id = models.UUIDField(primary_key=True, default=uuid4)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="answers")
    how = models.CharField(max_length=10, choices=How.choices)
    reason = models.TextField(blank=True)
    decision_id = models.UUIDField(null=True)
    said_by = models.UUIDField()
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | Q(taken_back_at__isnull=False),
                name="ideas_answer_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"an answer to {self.idea_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.idea.project_id

    idea_id: UUID


class Telling(models.Model):
    """What somebody who held an idea said, when they were told what became of it.

    It stays when the idea is answered anew, and when they let go of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="tellings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    is_it = models.BooleanField()
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_it=True) | ~Q(words="") | Q(taken_back_at__isnull=False),
                name="ideas_telling_says_what_was_meant",
            ),
        ]

    def __str__(self) -> str:
        return f"a word to {self.answer_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record, on which its words never stand."""
        return self.answer.idea.project_id

    answer_id: UUID
    member_id: UUID


class IdeaFile(models.Model):
    """A picture or a sound that belongs to an idea; its words say it for who cannot see or hear."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    idea = models.OneToOneField(Idea, models.CASCADE, related_name="file")
    content_type = models.CharField(max_length=60)
    content = models.BinaryField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"a file of {self.idea_id}"

    @property
    def is_picture(self) -> bool:
        """Whether it is to be looked at, rather than listened to."""
        return self.content_type.startswith("image/")

    idea_id: UUID
