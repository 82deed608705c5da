"""Words without a name on their way to the batch: what of them is sealed, and how.

Everything about them lies inside, also what they were said to and in which project. Every sealed
one has one length, and is bound to its place and to its seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from evenweave.sealed import crypto
from evenweave.sealed.models import Seal, Waiting

# The longest words, in letters. Longer ones are harder to write so that nobody knows whose.
LONGEST = 4_000
# The lines before the words: a kind (at most 60), two ids, a hash. A letter has up to 4 bytes.
LONGEST_SEALED = 4 * LONGEST + 256
LINES = 4


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent: of which kind, to what, in which project, and by what it is found then.

    `receipt` is the hash under which their talk stands, or will stand.
    """

    kind: str
    about: UUID
    stream_id: UUID
    receipt: str
    words: str


def sealed(sent: Sent, place: str, seal: Seal) -> bytes:
    """Seal it, so that only the batch can open it. Raises ValueError for more than fits."""
    lines = (sent.kind, str(sent.about), str(sent.stream_id), sent.receipt, sent.words)
    content = crypto.padded("\n".join(lines).encode(), LONGEST_SEALED)
    return crypto.seal(content, crypto.public_key(bytes(seal.public_key)), binding(seal, place))


def opened(waiting: Waiting, seal: Seal, key: crypto.PrivateKey) -> Sent:
    """What waits there. Raises crypto.NotOpened for one that was changed."""
    content = crypto.unseal(bytes(waiting.sealed), key, binding(seal, waiting.place))
    kind, about, stream_id, receipt, words = (
        crypto.unpadded(content).decode().split("\n", maxsplit=LINES)
    )
    return Sent(kind, UUID(about), UUID(stream_id), receipt, words)


def binding(seal: Seal, place: str) -> bytes:
    """What sealed words are about: this place, under this seal."""
    return b"evenweave words 1" + seal.id.bytes + place.encode()
