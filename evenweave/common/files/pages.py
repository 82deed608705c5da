"""Handing out a picture or a sound, so that a browser shows or plays it and does nothing else."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

# What may be handed out, with the ending for whoever saves it.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/webm": "webm",
}
# Opened by itself it is shown, and can do nothing.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def hand_out(
    request: HttpRequest, *, content: bytes, content_type: str, name: str = "file"
) -> HttpResponse:
    """The answer that holds this picture or sound, or the part of it that was asked for.

    Only for whoever may see it: the view asks that first. Nothing is left on the device. `name` is
    for whoever saves it: letters, figures and hyphens. Raises ValueError for any other kind of file
    or name.
    """
    if content_type not in ENDINGS or not re.fullmatch(r"[a-z0-9-]{1,80}", name):
        raise ValueError("Only pictures and sounds that were looked into are handed out.")
    wanted = part_wanted(request, len(content))
    response = HttpResponse(content[wanted.start : wanted.stop])
    if not wanted:
        response.status_code = 416
        response.headers["Content-Range"] = f"bytes */{len(content)}"
    elif len(wanted) < len(content):
        response.status_code = 206
        told = f"bytes {wanted.start}-{wanted.stop - 1}/{len(content)}"
        response.headers["Content-Range"] = told
    for header, value in {
        "Content-Type": content_type,
        "Content-Disposition": f'inline; filename="{name}.{ENDINGS[content_type]}"',
        "Content-Length": str(len(wanted)),
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
    }.items():
        response.headers[header] = value
    return response


def part_wanted(request: HttpRequest, length: int) -> range:
    """The bytes that were asked for; none, where they lie behind the end.

    Safari plays nothing without this. One part at a time; whatever else is asked gets all of it.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if (
        not asked
        or not any(asked.groups())
        or request.method != "GET"
        or "If-Range" in request.headers
    ):
        return range(length)
    first, last = asked.groups()
    if not first:
        return range(max(length - int(last), 0), length)
    if last and int(last) < int(first):
        return range(length)
    return range(int(first), min(int(last) + 1, length) if last else length)
