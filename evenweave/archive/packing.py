"""A person's own data as one file: to read, to keep, or to give to another program."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave import __version__
from evenweave.archive.rooms import rooms

NAME = "my-data.zip"
PACKING = (zipfile.ZIP_DEFLATED, True, 6)


def pack(person_id: UUID, at: datetime) -> bytes:
    """All that is kept of a person, as a zip: a file a room, one to read, and their own files."""
    held = {name: room.export(person_id) for name, room in rooms().items()}
    room_of_zip = io.BytesIO()
    with zipfile.ZipFile(room_of_zip, "w", *PACKING) as archive:
        archive.writestr("README.txt", readme(list(held), at))
        archive.writestr("everything.txt", "\n".join(told(held)) + "\n")
        for name, content in held.items():
            files = Files(f"files/{name}")
            archive.writestr(f"{name}.json", files.as_json(content))
            for path, file in files.found.items():
                archive.writestr(path, file.read())
    return room_of_zip.getvalue()


@dataclass
class Files:
    """The files among what a room holds; in JSON stands where in the zip each of them is."""

    folder: str
    found: dict[str, File[bytes]] = field(default_factory=dict)

    def as_json(self, content: dict[str, Any]) -> str:
        """The content as JSON that a person can look at too."""
        files = self

        class Encoder(DjangoJSONEncoder):
            def default(self, value: Any) -> Any:
                return files.put(value) if isinstance(value, File) else super().default(value)

        return json.dumps(content, cls=Encoder, ensure_ascii=False, indent=2) + "\n"

    def put(self, file: File[bytes]) -> str:
        """Where the file will be. Two of one name stay apart, and no name leads out of the zip."""
        path = f"{self.folder}/{len(self.found) + 1}-{PurePath(file.name or 'file').name}"
        self.found[path] = file
        return path


def told(value: Any, depth: int = 0) -> Iterator[str]:
    """What is kept, line by line, without brackets and quotes."""
    indent = "  " * depth
    match value:
        case dict():
            for name, item in value.items():
                yield from named(str(name).replace("_", " "), item, depth)
        case list() | tuple():
            for item in value:
                first, *others = list(told(item, depth + 1)) or [""]
                yield f"{indent}- {first.strip()}"
                yield from others
        case _:
            yield from (f"{indent}{line}" for line in plain(value).splitlines())


def named(name: str, value: Any, depth: int) -> Iterator[str]:
    """A thing with its name: beside it when it is short, below when it is not."""
    indent = "  " * depth
    if value in (None, "", [], {}, ()):
        yield f"{indent}{name}: " + _("nothing")
    elif isinstance(value, dict | list | tuple) or "\n" in plain(value):
        yield f"{indent}{name}:"
        yield from told(value, depth + 1)
    else:
        yield f"{indent}{name}: {plain(value)}"


def plain(value: Any) -> str:
    """A single thing in words."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return date_format(localtime(value), "j F Y, H:i")
        case date():
            return date_format(value, "j F Y")
        case File():
            return PurePath(value.name or "").name
    return str(value)


def readme(names: list[str], at: datetime) -> str:
    """What the file is, for the person who opens it."""
    return _(
        "This is everything that Evenweave keeps about you.\n"
        "It was made on {date}, by Evenweave {version}.\n"
        "\n"
        "everything.txt   all of it, to read\n"
        "{files}\n"
        "\n"
        "The files that end in .json hold the same, for other programs.\n"
        "Files that you put in are in the folder “files”, if there are any.\n"
        "\n"
        "It has private things in it, such as what helps you and how to reach you.\n"
        "Keep it where only you can open it.\n"
        "\n"
        "Something is wrong in it, or should go? Open “Me”, then “My data”.\n"
    ).format(
        date=date_format(localtime(at), "j F Y"),
        version=__version__,
        files="\n".join(f"{name}.json" for name in names),
    )
