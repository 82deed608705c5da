"""Making a copy anew, as whoever forges one would: every digest and the last seal fit again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evenweave.record import whole


def files_in(copy: Path) -> dict[str, bytes]:
    """What is in a copy, by name."""
    with zipfile.ZipFile(copy) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_again(files: Mapping[str, bytes], target: Path) -> Path:
    """A copy with these files, and a manifest that fits them if it can be read at all."""
    files = {**files, whole.MANIFEST: fitting(files)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = whole.room_for_seal()
    with target.open("r+b") as file:
        whole.seal(file)
    return target


def fitting(files: Mapping[str, bytes]) -> bytes:
    """The manifest, with the length and digest of each file as it is now."""
    try:
        manifest: dict[str, Any] = json.loads(files[whole.MANIFEST])
    except ValueError:
        return files[whole.MANIFEST]
    if "files" in manifest:
        manifest["files"] = {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in files.items()
            if name != whole.MANIFEST
        }
    return json.dumps(manifest, indent=2).encode()
