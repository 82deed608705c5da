"""Who was erased, for commands that could bring them back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config.trouble import Trouble


def who_was_erased(lists: Iterable[Path] = ()) -> set[UUID]:
    """Everybody on these lists, and on the one in the key folder if there is one."""
    from evenweave.archive import erased

    own = [erased.place()] if erased.place().exists() else []
    found: set[UUID] = set()
    for file in [*own, *lists]:
        try:
            found.update(erased.listed(file))
        except (OSError, ValueError):
            raise Trouble(
                _(
                    "{file} cannot be read as a list of who was erased. "
                    "Nothing was changed, so that nobody comes back."
                ).format(file=file)
            ) from None
    return found


def told_again(count: int) -> str:
    """What is said of those who were erased once more."""
    return ngettext(
        "{count} person had been erased since. That was done again.",
        "{count} people had been erased since. That was done again.",
        count,
    ).format(count=count)
