"""The same ids each time an example is played, so that lots fall the same and numbers can be told.

The rota draws lots from ids, and ids are drawn by chance. An example brings a chance of its own, as
it brings its own clock. Only ids come from it: keys, codes and salts do not, and stay secret.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace


@contextmanager
def the_same_ids(slug: str) -> Iterator[None]:
    """In this block, `uuid4` gives ids that follow from `slug`, in the order they are asked for.

    Meant for a process that does nothing else meanwhile: a first start, or the command line.
    """
    chance = random.Random(f"{slug}.ids.example")  # noqa: S311  # ids of made-up things are no secret
    found = vars(uuid)["os"]
    vars(uuid)["os"] = SimpleNamespace(urandom=chance.randbytes)
    try:
        yield
    finally:
        vars(uuid)["os"] = found
