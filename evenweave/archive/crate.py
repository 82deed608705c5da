"""What a copy is, for archives of research: RO-Crate 1.2 (https://w3id.org/ro/crate/1.2)."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evenweave import __version__
from evenweave.projects.models import Project
from evenweave.record.exporting import Copy

NAME = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.2"
TERMS = "#terms"
MAKER = "#evenweave"
TYPES = {
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".html": "text/html",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "audio/webm",
}


def told(project: Project, copy: Copy) -> str:
    """The metadata of a copy, as JSON-LD."""
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": VERSION},
            "about": {"@id": "./"},
        },
        whole(project, copy),
        terms(),
        {
            "@id": MAKER,
            "@type": "SoftwareApplication",
            "name": "Evenweave",
            "version": __version__,
        },
        *(file(name, written.length) for name, written in sorted(copy.written.items())),
    ]
    crate = {"@context": f"{VERSION}/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=2) + "\n"


def whole(project: Project, copy: Copy) -> dict[str, Any]:
    """The project."""
    purpose = project.purpose or _("A project that people do together.")
    told: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": project.name,
        "description": purpose,
        "identifier": f"urn:uuid:{project.id}",
        "datePublished": localdate(copy.at).isoformat(),
        "license": {"@id": TERMS},
        "creator": {"@id": MAKER},
        "hasPart": [{"@id": name} for name in sorted(copy.written)],
    }
    if project.starts_on and project.ends_on:
        told["temporalCoverage"] = f"{project.starts_on}/{project.ends_on}"
    return told


def terms() -> dict[str, Any]:
    """Who may use it. A team says that itself; the program cannot."""
    return {
        "@id": TERMS,
        "@type": "CreativeWork",
        "name": _("Not published"),
        "description": _(
            "This copy is for the members of the project, and for those whom they give it to. "
            "It names people. The team says who else may use it, and for what."
        ),
    }


def file(name: str, length: int) -> dict[str, Any]:
    """One file."""
    return {
        "@id": name,
        "@type": "File",
        "contentSize": str(length),
        "encodingFormat": TYPES.get(PurePosixPath(name).suffix, "application/octet-stream"),
    }
