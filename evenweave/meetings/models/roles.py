"""Roles that go round: what there is to do, who is willing to, and whose turn it is."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models.meetings import Meeting
from evenweave.meetings.rota import Why, Will
from evenweave.projects.models import Circle, Member

# What most teams begin with: a name, and what there is to do.
USUAL: dict[str, tuple[Promise, Promise]] = {
    "chair": (_("Chair"), _("sees that everybody is heard, and that we come to an end")),
    "minutes": (_("Minutes"), _("writes down what we agree and who does what")),
    "time": (_("Time"), _("says when it is time to go on, and when for a break")),
    "provisions": (_("Provisions"), _("sees to food and drink that all can have")),
    "room": (_("Room"), _("sets out chairs, light and screen, and puts them back")),
    "welcome": (_("Welcome and access"), _("meets people at the door, and sees what they need")),
}


REASONS = {
    Why.CHOSEN_BY_THEM: _("Agreed among people."),
    Why.ONLY_ONE_WILLING: _("Chosen because nobody else is willing."),
    Why.TWICE_RUNNING: _("Once more, because nobody else could."),
    Why.SECOND_ROLE: _("A second role, because nobody else could."),
    Why.FIRST_TURN: _("Chosen because it is a first turn."),
    Why.ONLY_ONE_FREE: _("Chosen because the others are away or do something else."),
    Why.FEWEST_TURNS: _("Chosen because they had the fewest turns so far."),
    Why.LOOKING_AHEAD: _("Chosen because others are needed for other roles."),
    Why.EVEN_BETWEEN_EXPERTISE: _("Chosen so that each kind of expertise has as many turns."),
    Why.DRAWN: _("Chosen by lot among those who had the fewest turns."),
    Why.NOBODY_WILLING: _("Nobody has said yet that they are willing."),
    Why.NOBODY_HERE: _("All who are willing are away."),
    Why.LEFT: _("Whoever had it has left."),
    Why.AWAY: _("Whoever had it is away."),
}


class RoleQuerySet(models.QuerySet["Role"]):
    """Reading roles."""

    def present(self) -> RoleQuerySet:
        """Those that go round now."""
        return self.filter(ended_at=None)


class Role(models.Model):
    """Something that somebody does at each meeting of a circle."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    what = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="meetings_role_has_a_name"),
            models.UniqueConstraint(
                fields=["circle", "name"], condition=Q(ended_at=None), name="meetings_role_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.circle.project_id

    circle_id: UUID


class RoleWill(models.Model):
    """That a member is willing to have a role, or would like to learn it beside somebody."""

    WILLS = [
        (Will.WILLING.value, _("Willing")),
        (Will.LEARNING.value, _("Learning, with somebody")),
    ]

    role = models.ForeignKey(Role, models.CASCADE, related_name="wills")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    will = models.CharField(max_length=8, choices=WILLS)
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["role", "member"], name="meetings_will_once"),
        ]

    def __str__(self) -> str:
        return f"{self.will} of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.role.circle.project_id

    role_id: UUID
    member_id: UUID


class AwayMonth(models.Model):
    """A month in which a member has no turn in a circle, without a reason."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    month = models.DateField()  # its first day

    class Meta:
        ordering = ["month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "member", "month"], name="meetings_away_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} not in {self.month:%Y-%m}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.circle.project_id

    circle_id: UUID
    member_id: UUID


class Turn(models.Model):
    """Whose turn a role is at a meeting; nobody's, where it needs somebody.

    `is_agreed` says that people agreed on it among themselves: the rota leaves it as it is. `why`
    is the rota's reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="turns")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    learner = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=30)
    is_agreed = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["role__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "role"], name="meetings_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    @property
    def reason(self) -> str:
        """Why it is theirs, or nobody’s, in words."""
        if self.member is not None and not self.member.is_present:
            return str(REASONS[Why.LEFT])
        return str(REASONS[Why(self.why)])

    @property
    def needs_somebody(self) -> bool:
        """Whether nobody who is here has it."""
        return self.member is None or not self.member.is_present

    meeting_id: UUID
    role_id: UUID
    member_id: UUID | None
    learner_id: UUID | None


class PassedOn(models.Model):
    """That a member passed a turn on, so that the rota does not ask them again for that meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meetings_passed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} not at {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    member_id: UUID
