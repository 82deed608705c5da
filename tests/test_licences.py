"""Every licence fits ours, and the check refuses what it does not know."""

from __future__ import annotations

from email.message import Message

import pytest

from workshop.licences import Package, declared, npm_packages, python_packages


def test_all_that_we_stand_on_fits() -> None:
    packages = [*python_packages(), *npm_packages()]
    assert {"django", "ruff", "htmx.org"} <= {package.name for package in packages}
    assert [reason for package in packages if (reason := package.why_not())] == []


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "MIT OR Proprietary",
        "MIT AND PSF-2.0",
        "(GPL-2.0-only OR Apache-2.0) AND BSD-3-Clause",
    ],
)
def test_a_licence_that_fits_is_let_in(licence: str) -> None:
    assert Package("a", licence).why_not() is None


@pytest.mark.parametrize(
    ("licence", "because"),
    [
        ("", "does not say"),
        ("Proprietary", "not among"),
        ("GPL-2.0-only", "not among"),
        ("MIT AND GPL-2.0-only", "not among"),
        ("SEE LICENSE IN terms.txt", "not among"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "not among"),
        ("MIT AND (", "cannot be read"),
    ],
)
def test_a_licence_that_does_not_fit_or_is_not_known_is_refused(licence: str, because: str) -> None:
    assert because in (Package("a", licence).why_not() or "")


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ({"License-Expression": "MIT", "License": "Proprietary"}, "MIT"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "(BSD-3-Clause)"),
        ({"Classifier": "License :: OSI Approved", "License": "ISC"}, "(ISC)"),
        ({"License": "A whole text\nof several lines"}, ""),
        ({}, ""),
    ],
)
def test_a_licence_is_read_where_a_package_says_it(headers: dict[str, str], licence: str) -> None:
    about = Message()
    for name, value in headers.items():
        about[name] = value
    assert declared(about) == licence
