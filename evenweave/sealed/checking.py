"""Whether the key folder is as safe as sealed boxes need it, for whoever runs the machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.sealed import keys, rules
from evenweave.sealed.models import Box, Seal, State

# Names of folders that programs keep alike on several machines, or at a company, in small letters.
SYNCHRONISED = (
    *("dropbox", "onedrive", "icloud", "mobile documents", "cloudstorage", "com~apple~clouddocs"),
    *("google drive", "googledrive", "my drive", "nextcloud", "owncloud", "syncthing", "seafile"),
    *("pcloud", "megasync", "tresorit", "box sync", "resilio", "proton drive", "kdrive"),
)
# What such programs leave in a folder that they look after; a repository is copied about as well.
TRACES = (
    *(".stfolder", ".stversions", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync"),
    *(".nextcloudsync.log", ".seafile-data", ".tresorit", ".git", ".hg"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in a sentence; when it is not good, with what to do."""

    is_good: bool
    sentence: str


def findings() -> Iterator[Finding]:
    """Everything there is to say of the key folder."""
    if not keys.is_here():
        yield good(_("Keys of sealed boxes lie with the worker of another machine."))
        return
    try:
        place = keys.folder()
    except keys.UnsafePlaceError:
        yield bad(
            _(
                "The key folder {folder} and a folder that is backed up lie in each other. "
                "Name another one in EVENWEAVE_BOX_KEYS."
            ).format(folder=settings.BOX_KEYS)
        )
        return
    troubles = [*where(place), *permissions(place), *left_over(), *missing(), *words_without_key()]
    yield from troubles or [
        good(_("The key folder {folder} is as it should be.").format(folder=place))
    ]


def where(place: Path) -> Iterator[Finding]:
    """No program may carry keys to other machines: a key that was copied cannot be destroyed."""
    for folder in [place.resolve(), *place.resolve().parents]:
        if any(name in folder.name.lower() for name in SYNCHRONISED) or any(
            (folder / trace).exists() for trace in TRACES
        ):
            yield bad(
                _(
                    "The key folder {folder} seems to be synchronised (because of {reason}). "
                    "Name another one in EVENWEAVE_BOX_KEYS, and let no backup take it."
                ).format(folder=place, reason=folder)
            )
            return


def permissions(place: Path) -> Iterator[Finding]:
    """The folder and its files are for the account that runs Evenweave, and nobody else."""
    if not place.exists():
        return
    for path in [place, *sorted(place.iterdir())]:
        about = path.lstat()
        if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield bad(
                _("Others may read {path}. Only its owner should: chmod {mode} {path}").format(
                    path=path, mode=mode
                )
            )


def left_over() -> Iterator[Finding]:
    """A key ends with its box. One that is still there was put back, or its box is another's."""
    live = set(Box.objects.live().values_list("id", flat=True))
    here = set(Box.objects.values_list("id", flat=True))
    for box, file in keys.boxes():
        if box in live:
            continue
        if box in here:
            yield bad(
                _("The box of {file} is over, and its key is still here. Remove it.").format(
                    file=file
                )
            )
        else:
            yield bad(
                _(
                    "{file} belongs to no box here. If no other Evenweave uses this folder, "
                    "remove it."
                ).format(file=file)
            )


def missing() -> Iterator[Finding]:
    """Without its key a box cannot be opened by anybody."""
    unread = [State.OPEN, State.TOO_FEW, State.CLOSING]
    waiting = Box.objects.filter(state__in=unread, ending="", has_locks=False)
    lost = sum(not has_key(box) for box in waiting)
    if lost:
        yield bad(
            ngettext(
                "The key of {count} open box is not here. Put the folder back, or it will be void.",
                "The keys of {count} open boxes are not here. Put the folder back, "
                "or they will be void.",
                lost,
            ).format(count=lost)
        )


def has_key(box: Box) -> bool:
    """Whether the seed of a box is here, and is the right one."""
    seed = keys.seed(box.id)
    return seed is not None and rules.fits_its_key(box, seed)


def words_without_key() -> Iterator[Finding]:
    """Without the key of their seal words without a name never come out; with their batch it ends.

    A key of a seal that is not known, or whose words came out, was put back.
    """
    here = dict(keys.seals())
    for seal, file in here.items():
        if not Seal.objects.filter(Q(closed_on=None) | Q(waiting__isnull=False), pk=seal).exists():
            yield bad(
                _(
                    "{file} belongs to no words that wait here. If no other Evenweave uses this "
                    "folder, remove it."
                ).format(file=file)
            )
    if Seal.objects.exclude(waiting=None).exclude(pk__in=here).exists():
        yield bad(
            _(
                "Words without a name wait, and the key of their seal is not here. "
                "Put the folder back; then they come out by themselves."
            )
        )


def good(sentence: str) -> Finding:
    """Something that is as it should be."""
    return Finding(True, sentence)


def bad(sentence: str) -> Finding:
    """Something that somebody should see to."""
    return Finding(False, sentence)
