"""Private words, encrypted where they lie: AES-256-GCM, bound to the person and the kind.

    sealed = version (1) ‖ name of the key (4) ‖ nonce (12) ‖ ciphertext and tag

Version, key, person and kind are authenticated too, so sealed words that are moved to another row
do not open. Whoever has the database, or a copy of it, reads nothing without the key.

The key lies in `settings.KEYS`, in the file `field-key`, away from the data folder. It must be
backed up, apart from the data: without it nobody can ever read the words again. Each line of the
file is a key, newest first: the first one seals, all of them open. So a key can be replaced
(`add_key`, then the action `seal_needs_again`) while people go on working.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.refusals import Refusal

FILE = "field-key"
VERSION = b"\x01"
KEY_BYTES = 32
NAME_BYTES = 4
NONCE_BYTES = 12
HEAD_BYTES = len(VERSION) + NAME_BYTES

LOCKED = _(
    "These words are still here, but the key that opens them is not. "
    "Please tell the people who run this server. They may have a copy of the key."
)
NO_PLACE = _(
    "This server has no safe place for private words yet, so nothing was kept. "
    "Please tell the people who run it."
)


class Locked(Refusal):
    """Sealed words that no key here opens: it was lost, or the words were moved or changed."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


def seal(words: str, *, person_id: UUID, kind: str) -> bytes:
    """The words, sealed with the newest key; the first words of all make the key."""
    key = (keys() or [make_key()])[0]
    head = VERSION + name_of(key)
    nonce = secrets.token_bytes(NONCE_BYTES)
    about = head + person_id.bytes + kind.encode()
    return head + nonce + AESGCM(key).encrypt(nonce, words.encode(), about)


def unseal(sealed: bytes, *, person_id: UUID, kind: str) -> str:
    """The words again. Raises Locked when no key opens them for this person and kind."""
    head, rest = sealed[:HEAD_BYTES], sealed[HEAD_BYTES:]
    about = head + person_id.bytes + kind.encode()
    for key in keys():
        if head == VERSION + name_of(key):
            try:
                words = AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], about)
            except (InvalidTag, ValueError):  # changed, or cut off
                break
            return words.decode()
    raise Locked


def is_newest(sealed: bytes) -> bool:
    """Whether the newest key sealed it; else it waits to be sealed again."""
    known = keys()
    return bool(known) and sealed[:HEAD_BYTES] == VERSION + name_of(known[0])


def why_not_seal(*, has_sealed: bool) -> Promise | None:
    """Words can be sealed where there is a key, or where one can be made and none is missing.

    `has_sealed` says that sealed words are here: a new key beside them would hide that the old
    one is lost, and on several machines each would make its own.
    """
    if keys():
        return None
    if has_sealed:
        return LOCKED
    try:
        make_key()
    except OSError:
        return NO_PLACE
    return None


def key_file() -> Path:
    """Where the keys lie."""
    return Path(settings.KEYS) / FILE


def keys() -> list[bytes]:
    """Every key, newest first; none where there is no file, or none that can be read."""
    return keys_in(key_file())


def keys_in(file: Path) -> list[bytes]:
    """As `keys`, of any file."""
    try:
        lines = file.read_text(encoding="ascii").split()
        found = [urlsafe_b64decode(line) for line in lines]
    except (OSError, UnicodeDecodeError, NotBase64):
        return []
    return [key for key in found if len(key) == KEY_BYTES]


def name_of(key: bytes) -> bytes:
    """What sealed words call the key: enough to find it, nothing to guess it by."""
    return hashlib.sha256(b"evenweave field key" + key).digest()[:NAME_BYTES]


def make_key() -> bytes:
    """Write a first key, for the owner of the folder only; if another was quicker, theirs stands.

    Raises OSError where the folder cannot be made or written.
    """
    half = half_written([secrets.token_bytes(KEY_BYTES)])
    try:
        # Unlike a rename, a link never takes the place of a key that somebody just made.
        os.link(half, key_file())
    except FileExistsError:
        pass
    finally:
        half.unlink()
    known = keys()
    if not known:
        raise FileExistsError(f"{key_file()} holds no key.")
    return known[0]


def add_key() -> None:
    """Put a fresh key before the others: from now on it seals, and the others still open."""
    half_written([secrets.token_bytes(KEY_BYTES), *keys()]).replace(key_file())


def half_written(known: list[bytes]) -> Path:
    """These keys in a file of their own, whole on the disk, not yet where they are looked for."""
    folder = key_file().parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = folder / f"{FILE}.{secrets.token_hex(4)}"
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(f"{urlsafe_b64encode(key).decode()}\n" for key in known)
        file.flush()
        os.fsync(file.fileno())
    return half
