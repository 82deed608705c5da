"""A decision, from the first draft of a proposal to what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.common.prepared import Prepared
from evenweave.decisions import recounting
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.ideas.models import Idea
from evenweave.people.models import Person
from evenweave.projects.models import Circle, Limit, Member, Project

if TYPE_CHECKING:
    from evenweave.decisions.models.electors import Elector
    from evenweave.decisions.models.outcomes import Outcome

# For so long anybody in the circle may say “I’m not sure we did”.
DOUBTED_WITHIN = timedelta(days=14)


class Kind(models.TextChoices):
    """How a decision began."""

    PROPOSAL = "proposal", _("A proposal")
    ROOM = "room", _("We agreed in the room")
    URGENT = "urgent", _("It could not wait")


class State(models.TextChoices):
    """Where a decision stands."""

    DRAFT = "draft", _("Being shaped")
    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")
    UNDECIDED = "undecided", _("Nothing changes")
    TAKEN_BACK = "taken-back", _("Taken back")


class Protocol(models.TextChoices):
    """Whether a change to the study's protocol follows. The word in the UK is “modification”."""

    NONE = "none", _("No")
    NEEDED = "needed", _("Yes, somebody has to apply for it")
    APPLIED = "applied", _("Applied for")
    AGREED = "agreed", _("Agreed to")
    REFUSED = "refused", _("Refused")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reading decisions."""

    def visible_to(self, person: Person) -> DecisionQuerySet:
        """Those of the projects in which this person is a member now."""
        return self.filter(project__members__person=person, project__members__left_at=None)

    def due(self, at: datetime) -> DecisionQuerySet:
        """Open ones whose step has come to its end."""
        return self.filter(state=State.OPEN, closes_at__lte=at)


class Decision(models.Model):
    """Something a circle decides: agreed in the room, urgent, or proposed and decided by its rule.

    `steps` is the rule (`ways.Way`), fixed when it opens; `step` is the place in it, from 0, and
    `closes_at` when that step ends. `put_forward` is the option that a consensus is about, where
    there are options. `waits_for` says that the step is over and something is still to be done.
    `count` is what its vote came to, once that is over (`counting.Counted.as_json`). `lot_nonce` is
    a number that nobody is told before the vote closes; the record holds its hash from the start.
    `about` is the name under which a room above hears what it comes to (`decisions.about`).
    """

    class Waits(models.TextChoices):
        """For what an open decision waits when its step is over."""

        NOTHING = "", ""
        AMENDING = "amending", _("for a changed proposal")
        DECIDER = "decider", _("for those who decide")
        SLIPS = "slips", _("for slips of paper to be counted")
        BOX = "box", _("for the sealed box")
        FEW = "few", _("for more papers, or for going on without them")
        VOID = "void", _("for a new box, or for going on without one")

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="+", related_query_name="decisions"
    )
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    question = models.CharField(max_length=300)
    plain_summary = models.TextField(blank=True)
    background = models.TextField(blank=True)
    who_it_affects = models.TextField(blank=True)
    content_note = models.CharField(max_length=300, blank=True)
    is_from_circle = models.BooleanField(default=False)
    about = models.CharField(max_length=60, blank=True)
    steps = models.JSONField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    waits_for = models.CharField(max_length=10, choices=Waits.choices, blank=True)
    put_forward = models.ForeignKey("Option", models.SET_NULL, null=True, related_name="+")
    closes_at = models.DateTimeField(null=True)
    count = models.JSONField(null=True)
    lot_nonce = models.CharField(max_length=64, blank=True)
    review_on = models.DateField(null=True)
    protocol = models.CharField(max_length=10, choices=Protocol.choices, default=Protocol.NONE)
    protocol_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    reviews = models.ForeignKey("self", models.PROTECT, null=True, related_name="reviewed_in")
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    looked_at_again_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="decisions_has_a_question"),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_at__isnull=False, steps__isnull=False),
                name="decisions_open_has_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "decided", "undecided", "taken-back"]),
                name="decisions_state",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "state"], name="decisions_by_state"),
            models.Index(fields=["closes_at"], name="decisions_due", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def way(self) -> Way:
        """Its rule. Only for a decision that has one."""
        return Way.from_json(self.steps or {})

    @property
    def here(self) -> Step | None:
        """The step at which it stands, while it is open."""
        return self.way.steps[self.step] if self.state == State.OPEN else None

    @property
    def present_ids(self) -> list[UUID]:
        """Who was there, where it was agreed in the room."""
        return list(self.presents.order_by("pk").values_list("member_id", flat=True))

    @property
    def proposer_ids(self) -> list[UUID]:
        """The members who propose it."""
        return list(self.proposers.order_by("pk").values_list("member_id", flat=True))

    @property
    def lot(self) -> str | None:
        """What may be told beforehand of the number that a lot will need; nothing, without one."""
        return recounting.lot_of(self.lot_nonce) if self.lot_nonce else None

    @property
    def has_begun_to_vote(self) -> bool:
        """Whether it is open, and people vote on it or have voted."""
        kinds = [step.kind for step in self.way.steps] if self.state == State.OPEN else []
        return StepKind.VOTE in kinds[: self.step + 1]

    def is_over(self, at: datetime) -> bool:
        """Whether the time of the step at which it stands is over, done or not."""
        return self.closes_at is not None and at >= self.closes_at

    @property
    def outcome(self) -> Outcome | None:
        """What stands now."""
        return self.outcomes.filter(ended_at=None).first()

    def elector(self, by: Actor) -> Elector | None:
        """The person who acts, as one of those who decide this; nobody who has left."""
        if by.person is None:
            return None
        return self.electors.filter(member__person_id=by.person, member__left_at=None).first()

    def votes_on_paper(self, by: Actor) -> bool:
        """Whether the person who acts votes on a slip of paper."""
        if by.person is None:
            return False
        return bool(ON_PAPER.of(self.id, by.person))

    def is_at(self, kind: StepKind) -> bool:
        """Whether it is open at a step of this kind, and the step goes on."""
        here = self.here
        return here is not None and here.kind is kind and not self.waits_for

    def has_others(self, member: Member | None) -> bool:
        """Whether anybody but this member has taken part in it, so that it may not vanish."""
        others = ~Q(member=member)
        return (
            self.opened_at is not None
            or self.outcomes.exists()
            or any(
                each.filter(others).exists()
                for each in (self.proposers, self.comments, self.doubts, self.presents)
            )
        )

    def is_proposed_by(self, member: Member) -> bool:
        """Whether this member is among those who propose it."""
        return self.proposers.filter(member=member).exists()

    def is_decided_by(self, member: Member) -> bool:
        """Whether this member decides it: once it is open, who was in the circle then."""
        people = self.circle.people if self.opened_at is None else self.electors
        key = "pk" if self.opened_at is None else "member"
        return people.filter(**{key: member.pk}).exists()

    def may_be_shaped_by(self, by: Actor) -> bool:
        """Those who propose it; where the circle does, or none of them is here, who decides it."""
        member = Member.objects.acting(by, self.project)
        if member is None:
            return False
        if self.is_proposed_by(member):
            return True
        is_everybodys = self.is_from_circle or not self.proposers.present().exists()
        return is_everybodys and self.is_decided_by(member)

    project_id: UUID
    circle_id: UUID
    put_forward_id: UUID | None
    reviews_id: UUID | None
    protocol_by_id: UUID | None


def on_paper(decision_id: UUID, person_id: UUID) -> Any:
    """A row, if this person votes on a slip of paper in this decision."""
    theirs = Q(slip_voters__member__person=person_id, slip_voters__member__left_at=None)
    return Decision.objects.filter(theirs, pk=decision_id).values("id")


# Asked for every paper that goes into a box.
ON_PAPER = Prepared(on_paper)


class ProposerQuerySet(models.QuerySet["Proposer"]):
    """Reading who proposes something."""

    def present(self) -> ProposerQuerySet:
        """Those who are here."""
        return self.filter(member__left_at=None)


class Proposer(models.Model):
    """A member who proposes a decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="proposers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects = ProposerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_proposer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} proposes {self.decision_id}"

    decision_id: UUID
    member_id: UUID


class ProposerAsked(models.Model):
    """That a member was asked to propose a draft together with those who do; until they answer."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="asked")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} is asked to propose {self.decision_id}"

    decision_id: UUID
    member_id: UUID


class Option(models.Model):
    """One of the things a circle can choose.

    Its words are its name where a count is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    words = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "words"], name="decisions_option_once"),
        ]

    def __str__(self) -> str:
        return self.words

    decision_id: UUID


class DecisionIdea(models.Model):
    """An idea that a decision comes from, so that whoever holds it is told what was decided."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="from_ideas")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "idea"], name="decisions_idea_once"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} in {self.decision_id}"

    decision_id: UUID
    idea_id: UUID


class DecisionLimit(models.Model):
    """A limit that a decision touches, so that everybody is told while it is shaped."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="touches")
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "limit"], name="decisions_limit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.limit_id} in {self.decision_id}"

    decision_id: UUID
    limit_id: UUID
