"""The key folder: where the seed of each open box lies, until the box is opened and the seed ends.

    BOX_KEYS/<id of the box>.key     the seed of a box that the machine itself opens
    BOX_KEYS/<id of the box>.hand    the seed to which cards are sealed on their way to the worker
    BOX_KEYS/<id of the seal>.seal   the seed to which words without a name are sealed until a batch

One file a box, for the owner alone, whole on the disk before anybody relies on it. The folder lies
outside the data folder, and must be in no backup: secrecy rests on the end of these files. Only the
worker comes here. Where `settings.BOX_KEYS` is None, another machine's worker holds the folder.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.conf import settings

from evenweave.common.disk import sync
from evenweave.sealed import crypto

Kind = Literal["key", "hand", "seal"]


class UnsafePlaceError(Exception):
    """The key folder and one that is backed up lie together: a copy of one holds both."""


def is_here() -> bool:
    """Whether this machine's worker holds the keys, and so opens and closes boxes."""
    return settings.BOX_KEYS is not None


def folder() -> Path:
    """The key folder. Raises UnsafePlaceError where it and one that is backed up lie together."""
    if settings.BOX_KEYS is None:
        raise UnsafePlaceError("Another machine holds the key folder.")
    place = Path(settings.BOX_KEYS)
    if is_unsafe(place, Path(settings.DATA)) or is_unsafe(place, Path(settings.KEYS)):
        raise UnsafePlaceError(f"{place} and a folder that is backed up lie in each other.")
    return place


def is_unsafe(place: Path, data: Path) -> bool:
    """Whether a copy of the one folder would hold the other, links followed."""
    place, data = place.resolve(), data.resolve()
    return place.is_relative_to(data) or data.is_relative_to(place)


def seed(box: UUID, kind: Kind = "key") -> bytes | None:
    """The seed of a box; None where there is none, or none that is whole."""
    try:
        found = bytes.fromhex(file_of(box, kind).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return found if len(found) == crypto.SEED_BYTES else None


def make(box: UUID, kind: Kind = "key") -> bytes:
    """A seed for this box, on the disk before it is returned; one that is there already stands.

    Raises OSError where it cannot be written: then there is none, and no half of one.
    """
    target, half = file_of(box, kind), half_written(box)
    try:
        # Unlike a rename, a link never takes the place of a seed that somebody just made.
        os.link(half, target)
    except FileExistsError:
        pass
    finally:
        half.unlink()
        sync(target.parent)
    found = seed(box, kind)
    if found is None:
        raise FileExistsError(f"{target} holds no seed.")
    return found


def half_written(box: UUID) -> Path:
    """A fresh seed in a file of its own, whole on the disk, not yet where it is looked for."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = place / f"{box}.{secrets.token_hex(4)}.half"
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(crypto.fresh_seed().hex())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        half.unlink()
        raise
    return half


def destroy(box: UUID) -> None:
    """End every seed of this box: written over, then removed, and the disk told so each time.

    Halves that a killed worker left are a box's seeds too. Done twice, it does nothing more. Raises
    OSError where the disk refuses: then the box is not over yet.
    """
    place = folder()
    for file in files_of(box):
        overwrite(file)
        file.unlink(missing_ok=True)
    if place.is_dir():
        sync(place)


def files_of(box: UUID) -> list[Path]:
    """Every file of a box."""
    return sorted(folder().glob(f"{box}.*"))


def boxes() -> Iterator[tuple[UUID, Path]]:
    """Every file in the folder that belongs to a box, and to which."""
    return ((owner, file) for owner, file in owned() if file.suffix != ".seal")


def seals() -> Iterator[tuple[UUID, Path]]:
    """Every file that belongs to a seal of words without a name, and to which."""
    return ((owner, file) for owner, file in owned() if file.suffix == ".seal")


def owned() -> Iterator[tuple[UUID, Path]]:
    """Every file that belongs to something, and to what."""
    for file in sorted(folder().glob("*.*")):
        try:
            yield UUID(file.name.partition(".")[0]), file
        except ValueError:
            continue


def overwrite(file: Path) -> None:
    """Write random bytes over a file where it lies, and see them on the disk."""
    try:
        handle = os.open(file, os.O_WRONLY)
    except FileNotFoundError:
        return
    with os.fdopen(handle, "wb") as opened:
        opened.write(secrets.token_bytes(max(os.fstat(handle).st_size, 2 * crypto.SEED_BYTES)))
        opened.flush()
        os.fsync(handle)


def file_of(box: UUID, kind: Kind) -> Path:
    """Where a seed of a box lies."""
    return folder() / f"{box}.{kind}"
