"""Why an example may not go on."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.record.models import Stream


def why_not_join(stream: Stream) -> Promise | None:
    """Made-up people join examples only."""
    return None if stream.is_example else _("Made-up people can only join an example.")


def why_not_agree(stream: Stream) -> Promise | None:
    """Made-up people agree in examples only."""
    return None if stream.is_example else _("Made-up people can only agree in an example.")
