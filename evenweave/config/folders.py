"""Where this installation keeps its things: one data folder, named by the person who runs it."""

from __future__ import annotations

import argparse
import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_data_path, user_state_path

from evenweave.common.plain import gettext as _
from evenweave.config.trouble import Trouble

PRIVATE_FOLDER = 0o700
LOCK = "lock"
# What shows that a folder is Evenweave's own, so that its permissions may be tightened.
OURS = {LOCK, "secret-key", "evenweave.sqlite3"}


def data_folder() -> Path:
    """The folder that holds the database, files and the secret key.

    `EVENWEAVE_DATA` names it (`--data DIR` sets that); else it is the user's own data directory.
    """
    named = os.environ.get("EVENWEAVE_DATA")
    if named:
        return Path(named).expanduser().absolute()
    if os.environ.get("HOME") == "":
        # An empty HOME would put the folder at the top of the disk; without one, the system knows.
        del os.environ["HOME"]
    return user_data_path("evenweave").absolute()


def box_key_folder() -> Path | None:
    """The folder for keys of sealed boxes; None where another machine’s worker holds them.

    `EVENWEAVE_BOX_KEYS` names it, or says `elsewhere`; else it lies in the user's state directory,
    which backups commonly leave out. Raises Trouble for one that a copy of the data would hold.
    """
    named = os.environ.get("EVENWEAVE_BOX_KEYS")
    if named == "elsewhere":
        return None
    # A name of its own: on a Mac the state directory of `evenweave` is its data directory.
    place = Path(named).expanduser() if named else user_state_path("evenweave-box-keys")
    here, data = place.resolve(), data_folder().resolve()
    if here.is_relative_to(data) or data.is_relative_to(here):
        raise Trouble(
            _(
                "The folder for keys of sealed boxes, {folder}, and the data folder must not lie "
                "in each other: a copy of one would hold both. "
                "Name another in EVENWEAVE_BOX_KEYS."
            ).format(folder=place)
        )
    return place.absolute()


class NameFolder(argparse.Action):
    """`--data DIR` is the same as `EVENWEAVE_DATA=DIR`, for this command and all that it starts."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if not values:
            raise argparse.ArgumentError(self, _("name a folder after it"))
        os.environ["EVENWEAVE_DATA"] = str(Path(str(values)).expanduser().absolute())


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--data DIR`."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        action=NameFolder,
        help=_("the data folder (else EVENWEAVE_DATA, else your own data directory)"),
    )


def new_file(name: Path) -> Path:
    """The whole path of a file that is to be made. Raises Trouble where none can be."""
    file = name.expanduser().absolute()
    if file.is_dir():
        raise Trouble(_("{file} is a folder. Name a file in it.").format(file=file))
    if not file.parent.is_dir():
        raise Trouble(_("There is no folder {folder}. Make it first.").format(folder=file.parent))
    return file


def make(data: Path) -> None:
    """Make the data folder for its owner only; raise Trouble when it cannot be made or written."""
    try:
        data.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if is_ours(data):
            data.chmod(PRIVATE_FOLDER)
        try_writing(data)
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise why_not_make(data, problem) from None


def why_not_make(data: Path, problem: OSError) -> Trouble:
    """The sentence for a data folder that cannot be had."""
    # These answer False, rather than fail, where not even looking is allowed.
    is_there, is_folder = os.path.exists(data), os.path.isdir(data)  # noqa: PTH110, PTH112
    if is_there and not is_folder:
        sentence = _("{folder} is a file, and Evenweave needs a folder there.")
    elif is_folder:
        sentence = _("The data folder {folder} cannot be written to ({reason}).")
    else:
        sentence = _("The data folder {folder} cannot be made ({reason}).")
    advice = _("Choose another folder with --data DIR.")
    return Trouble(f"{sentence.format(folder=data, reason=problem.strerror)} {advice}")


def is_ours(data: Path) -> bool:
    """A new or empty folder, or one that Evenweave used before; not a folder of other things."""
    there = {path.name for path in data.iterdir()}
    return not there or bool(there & OURS)


def try_writing(data: Path) -> None:
    """Write the lock's file as a trial: permissions alone do not tell (read-only disks, root)."""
    os.close(os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def locked(data: Path, *, wait: bool) -> Iterator[None]:
    """Hold the data folder until the block, or this process, ends however it ends.

    Without `wait`, raise Trouble that says where the holder can be found.
    """
    with (data / LOCK).open("r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise already_open(data, file.read().strip()) from None
        file.truncate(0)
        yield


def write_address(data: Path, address: str) -> None:
    """Note where the holder of the lock can be found."""
    (data / LOCK).write_text(address, encoding="utf-8")


def refuse_if_open(data: Path) -> None:
    """Raise Trouble when another Evenweave holds this folder; changes nothing."""
    try:
        with (data / LOCK).open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise already_open(data, (data / LOCK).read_text(encoding="utf-8").strip()) from None
    except OSError:
        return  # not there yet, or not readable: making it will say so


def already_open(data: Path, address: str) -> Trouble:
    """The sentence for a second `serve` on one data folder."""
    where = _("open {address} in your browser").format(address=address) if address else ""
    sentence = _("Evenweave already runs with the data folder {folder}: {where}.").format(
        folder=data, where=where or _("it is just starting")
    )
    advice = _("For a second one, choose another folder and port: --data DIR --port 8001")
    return Trouble(f"{sentence} {advice}")
