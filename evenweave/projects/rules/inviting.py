"""Why somebody may not be invited."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.projects.models import Circle, Expertise, Invitation, Project
from evenweave.projects.rules.standing import unless_coordinator

LONGEST = timedelta(days=92)
MOST_OPEN = 500


def why_not_invite(
    by: Actor,
    project: Project,
    kind: str,
    *,
    email: str,
    circle: Circle | None,
    expertise: Expertise | None,
    most_uses: int | None,
    expires_at: datetime,
    at: datetime,
) -> Promise | None:
    """A coordinator invites: to this project's circles, for three months at most."""
    if why_not := unless_coordinator(by, project):
        return why_not
    if circle is not None and (circle.project_id != project.id or circle.ended_at):
        return _("This circle is not in this project any more. Choose another.")
    if expertise is not None and (expertise.project_id != project.id or expertise.ended_at):
        return _("This kind of expertise is not in this project any more. Choose another.")
    if why_not := unless_of_its_kind(kind, email, expertise, most_uses):
        return why_not
    if not at < expires_at <= at + LONGEST:
        return _("An invitation ends within three months. Choose a day before that.")
    if Invitation.objects.open(at).filter(project=project).count() >= MOST_OPEN:
        return _("There are 500 open invitations. End some of them first.")
    return None


def unless_of_its_kind(
    kind: str, email: str, expertise: Expertise | None, most_uses: int | None
) -> Promise | None:
    """A letter and a card are for one person; a link supposes nothing of whoever comes."""
    if kind == Invitation.Kind.EMAIL and not email:
        return _("An invitation by e-mail needs an e-mail address.")
    if kind != Invitation.Kind.LINK and most_uses != 1:
        return _("A card or an e-mail is for one person. For several people, make a link.")
    if kind == Invitation.Kind.LINK and expertise is not None:
        return _("A link is for several people, so it cannot suggest what each of them brings.")
    if most_uses is not None and most_uses < 1:
        return _("An invitation is for one person at least.")
    return None


def why_not_end_invitation(by: Actor, invitation: Invitation) -> Promise | None:
    """A coordinator ends it, once."""
    if why_not := unless_coordinator(by, invitation.project):
        return why_not
    if invitation.ended_at is not None:
        return _("This invitation was ended already.")
    return None


def why_not_let_invitations_go(by: Actor) -> Promise | None:
    """The program does it by itself, so that nobody has to remember."""
    if by.kind is not ActorKind.JOB:
        return _("An invitation that nobody used ends by itself after a year.")
    return None
