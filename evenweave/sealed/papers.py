"""Sealing a paper into its envelope, and opening all papers of a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from evenweave.sealed import crypto
from evenweave.sealed.models import Box

# A paper that says nothing, as every envelope has one at first. Casting one takes a paper back.
BLANK = b""


def sealed(box: Box, seats: Iterable[tuple[UUID, bytes]]) -> Iterator[bytes]:
    """A sealed paper for each elector and paper. Raises ValueError for one over the length."""
    key = crypto.public_key(bytes(box.public_key))
    for elector, paper in seats:
        yield crypto.seal(crypto.padded(paper, box.longest), key, binding(box, elector))


def opened(
    box: Box, key: crypto.PrivateKey, envelopes: Iterable[tuple[UUID, bytes]]
) -> Iterator[bytes]:
    """The paper in each envelope, blank ones too. Raises crypto.NotOpened for a spoiled one."""
    for elector, paper in envelopes:
        yield crypto.unpadded(crypto.unseal(paper, key, binding(box, elector)))


def binding(box: Box, elector: UUID) -> bytes:
    """What a sealed paper is about: this envelope of this box, and papers of this length."""
    return b"evenweave paper 1" + box.id.bytes + elector.bytes + box.longest.to_bytes(2, "big")
