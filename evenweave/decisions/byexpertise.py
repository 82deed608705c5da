"""A signed result by expertise, as far as it gives nobody away."""

from typing import Any


def by_expertise(decision: Any, options: Any) -> Any:
    return None
