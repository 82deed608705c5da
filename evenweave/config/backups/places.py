"""Where a backup, a copy of a project and one of the field key may be put; how they get there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from evenweave.common import faults
from evenweave.common.disk import sync
from evenweave.common.plain import gettext as _
from evenweave.config.folders import new_file
from evenweave.config.trouble import Trouble


def target(name: Path, *, replace: bool) -> Path:
    """The whole path of a file that is to be made. Raises Trouble where it cannot, or must not."""
    file = new_file(name)
    if file.exists() and not replace:
        raise Trouble(
            _("{file} is there already. Name another file, or add --replace.").format(file=file)
        )
    refuse_our_folders(file)
    return file


def refuse_our_folders(file: Path) -> None:
    """A copy that lies with what it is a copy of is lost with it, or opens it."""
    for folder in filter(None, [settings.DATA, settings.KEYS, settings.BOX_KEYS]):
        if lies_in(file.parent, Path(folder)):
            raise Trouble(
                _(
                    "{folder} is one of Evenweave’s own folders. What lies there would be lost "
                    "together with it. Name a file somewhere else."
                ).format(folder=folder)
            )


def refuse_together(backup: Path, key: Path) -> None:
    """Whoever finds the one must not find the other beside it."""
    if lies_in(backup.parent, key.parent) or lies_in(key.parent, backup.parent):
        raise Trouble(
            _(
                "The backup and the field key must not lie in one folder, or in each other’s: "
                "who has both can read the private words. Name another place for the key."
            )
        )


def lies_in(inner: Path, outer: Path) -> bool:
    """Whether a copy of the outer folder would hold the inner one, links followed."""
    return inner.resolve().is_relative_to(outer.resolve())


def share_a_disk(one: Path, other: Path) -> bool:
    """Whether both folders are lost when one disk is."""
    return one.parent.stat().st_dev == other.parent.stat().st_dev


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Raise Trouble where its disk takes nothing; that it is full, config.trouble tells."""
    try:
        yield
    except OSError as problem:
        if faults.is_full(problem):
            raise
        raise Trouble(
            _("Nothing can be written in {folder}: {why}. Name a file somewhere else.").format(
                folder=folder, why=problem.strerror or problem
            )
        ) from None


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A new file beside the target, for its owner only; in the target's place at the block's end.

    Whatever stops the block, nothing of it is left. Only what is whole on the disk is moved.
    """
    with written_to(target.parent):
        handle, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
        file = Path(name)
        try:
            os.close(handle)
            yield file
            sync(file)
            file.replace(target)
            sync(target.parent)
        finally:
            file.unlink(missing_ok=True)
