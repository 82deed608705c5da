"""The words of agreements that can be covered, where their people let the team read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Hopes, Thanks
from evenweave.ideas.coverable import Coverable, Said


def put(model: Any) -> Any:
    """Write down whether words are covered."""

    def write(thing_id: UUID, is_covered: bool) -> None:
        model.objects.filter(pk=thing_id).update(is_covered=is_covered)

    return write


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
