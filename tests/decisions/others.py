"""Other people's tallies (`pref_voting`), to compare ours with.

Its modules import drawing, solving and compiling at their top, though what they count with needs
none of it. So these names are stood in for while it is imported, and only then: what cannot be
used fails as soon as it is used.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from evenweave.decisions.tallies.pairwise import positions
from evenweave.decisions.tallies.papers import Ranked


class StandIn(ModuleType):
    """A module that has every name, each good for nothing but being imported."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def as_it_is(*given: Any, **_options: Any) -> Any:
    """What stands for numba's `jit`: the function itself, not compiled."""
    return given[0] if given and callable(given[0]) else as_it_is


ABSENT = [
    "matplotlib",
    "matplotlib.colors",
    "matplotlib.pyplot",
    "nashpy",
    "numba",
    "ortools",
    "ortools.linear_solver",
    "pandas",
    "scipy",
    "scipy.optimize",
    "seaborn",
]


@contextmanager
def stood_in() -> Iterator[None]:
    """These modules stood in for, whether or not they are installed."""
    before = {name: sys.modules.get(name) for name in ABSENT}
    for name in ABSENT:
        sys.modules[name] = StandIn(name)
    sys.modules["numba"].jit = as_it_is  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def imported(name: str) -> Any:
    """A module of pref_voting. Its own warnings while it is imported are not ours to mend."""
    with stood_in(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(f"pref_voting.{name}")


iterative = imported("iterative_methods")
margins = imported("margin_based_methods")
other = imported("other_methods")
grading = imported("grade_methods")
proportional = imported("proportional_methods")
Profile = imported("profiles").Profile
ProfileWithTies = imported("profiles_with_ties").ProfileWithTies
GradeProfile = imported("grade_profiles").GradeProfile


def with_ties(profile: Ranked) -> Any:
    """Our profile as theirs, options by their numbers; what is not ranked stands below the rest."""
    rankings = [
        {option: rank for rank, place in enumerate(places) for option in positions(place)}
        for places in profile.papers
    ]
    counts = list(profile.papers.values())
    theirs = ProfileWithTies(rankings, rcounts=counts, candidates=list(range(len(profile.options))))
    theirs.use_extended_strict_preference()
    return theirs


def strict(profile: Ranked) -> Any:
    """The same for papers that rank every option without ties: their quicker class."""
    rankings = [[place.bit_length() - 1 for place in places] for places in profile.papers]
    return Profile(rankings, rcounts=list(profile.papers.values()))


def named(options: tuple[str, ...], numbers: Iterable[Any]) -> set[str]:
    """Their winners by our names."""
    return {options[int(number)] for number in numbers}
