"""Projects as people name them at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenweave.common.plain import gettext as _
from evenweave.config.trouble import Trouble

if TYPE_CHECKING:
    from evenweave.projects.models import Project


def project_named(name: str) -> Project:
    """The project of a short name or an id. Raises Trouble that names those there are."""
    from evenweave.projects.models import Project

    project = Project.objects.named(name)
    if project is None:
        known = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True))
        raise Trouble(
            _("There is no project called “{name}” here. There are: {known}.").format(
                name=name, known=known or _("none yet")
            )
        )
    return project
