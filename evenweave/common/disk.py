"""What must be on the disk before anybody relies on it."""

from __future__ import annotations

import os
from pathlib import Path


def sync(place: Path) -> None:
    """See a file, or what was made or removed in a folder, on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
