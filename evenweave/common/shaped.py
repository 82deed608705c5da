"""Whether a value out of JSON has the shape that its readers rely on.

    LINE = {"of": str, "title": str, "words": str}
    demand({"title": str, "said": [LINE], "papers": OneOf(None, NATURAL)}, value)

A shape is a type, a list with the shape of each member, a dict with exactly its keys, `OneOf`
several, `Each` for a dict with any keys, or a function that says yes or no.
"""

from __future__ import annotations

import re
from typing import Any

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST = 2_147_483_647


class NotShapedError(ValueError):
    """A value is not what its readers rely on."""


class OneOf:
    """Any of these shapes."""

    def __init__(self, *shapes: Any) -> None:
        self.shapes = shapes

    def __call__(self, value: Any) -> bool:
        return any(is_shaped(shape, value) for shape in self.shapes)


class Each:
    """A dict with any words as keys, and a value of this shape behind each."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape

    def __call__(self, value: Any) -> bool:
        return isinstance(value, dict) and is_shaped([self.shape], list(value.values()))


def is_natural(value: Any) -> bool:
    """A whole number, 0 or more, that every database and every page can tell."""
    return type(value) is int and 0 <= value <= MOST


def is_id(value: Any) -> bool:
    """An id as JSON has it."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def is_shaped(shape: Any, value: Any) -> bool:
    """Whether a value has a shape. Yes and no are no numbers."""
    if shape is None or isinstance(shape, type):
        return value is None if shape is None else type(value) is shape
    if isinstance(shape, list):
        return isinstance(value, list) and all(is_shaped(shape[0], each) for each in value)
    if isinstance(shape, dict):
        has_keys = isinstance(value, dict) and value.keys() == shape.keys()
        return has_keys and all(is_shaped(part, value[key]) for key, part in shape.items())
    return bool(shape(value))


def demand(shape: Any, value: Any) -> None:
    """Raise NotShapedError for a value of another shape."""
    if not is_shaped(shape, value):
        raise NotShapedError(str(shape))
