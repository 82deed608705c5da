"""A lot that anybody can draw again: an order of options that follows from a published seed.

Each option gets the SHA-256 hash of the seed, one byte 0 and the option's name, both in UTF-8.
The option with the lowest hash is drawn first, and the one drawn first wins. By hand:
`printf '%s\\0%s' "$SEED" "$OPTION" | sha256sum`.

It is fair only when nobody can know the seed while the options can still be renamed, or the
papers changed: name something that is yet to happen, such as next Saturday's lottery numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.papers import TallyRefusedError

LONGEST_SEED = 1000


def ticket(seed: str, option: str) -> str:
    """What an option draws: 64 hexadecimal figures."""
    return hashlib.sha256(seed.encode() + b"\0" + option.encode()).hexdigest()


def drawn(seed: str, options: Iterable[str]) -> list[str]:
    """The options in the order in which they are drawn, the first one first."""
    check_seed(seed)
    return sorted(options, key=lambda option: ticket(seed, option))


def check_seed(seed: str) -> None:
    """A seed is words or figures that can be published; else TallyRefusedError."""
    if not seed.strip() or len(seed) > LONGEST_SEED or not seed.isprintable():
        raise TallyRefusedError(
            _("A lot needs a seed that can be published: some words or figures on one line.")
        )
