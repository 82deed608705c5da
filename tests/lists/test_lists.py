"""The two lists hold: each test here runs a small pytest of its own and looks at how it ends."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Protocol

import pytest

from tests.lists.plugin import NetworkRefusedError, read_must_run, read_not_run_here

pytest_plugins = ["pytester"]

HERE = Path(__file__).parent
ONE_TEST = "def test_one(): pass"


class Run(Protocol):
    """Runs test files under lists, in an empty folder, and gives the result."""

    def __call__(
        self, *options: str, must_run: str = "", not_run_here: str = "", **files: str
    ) -> pytest.RunResult: ...


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Write test files and lists into an empty folder, run them there, give the result."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # it is five times as quick alone

    def write_and_run(
        *options: str, must_run: str = "", not_run_here: str = "", **files: str
    ) -> pytest.RunResult:
        folder = pytester.mkdir("tests")
        (folder / "lists").mkdir()
        (folder / "lists" / "must-run.txt").write_text(must_run, encoding="utf-8")
        (folder / "lists" / "not-run-here.txt").write_text(not_run_here, encoding="utf-8")
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        pytester.makeini("[pytest]\nmarkers = browser\n sqlite\n postgresql\n")
        return pytester.runpytest_inprocess(
            *("-p", "no:cacheprovider", "-p", "tests.lists.plugin"), *options
        )

    return write_and_run


SKIPPED = """
import pytest
@pytest.mark.skip(reason="not run here, because there is no moon")
def test_moon(): pass
def test_sun(): pass
"""
MOON = "tests/test_sky.py::test_moon — not run here, because there is no moon\n"


def test_a_test_skipped_without_a_word_fails_the_run(run: Run) -> None:
    result = run(test_sky=SKIPPED)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*test_moon: skipped (“there is no moon”)*"])


def test_a_test_skipped_for_the_agreed_reason_is_said_and_passes(run: Run) -> None:
    result = run(test_sky=SKIPPED, not_run_here=MOON)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*Not run here*", MOON.strip()])


def test_a_test_skipped_for_another_reason_than_the_agreed_one_fails_the_run(run: Run) -> None:
    result = run(test_sky=SKIPPED, not_run_here=MOON.replace("no moon", "no ladder"))
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_whole_file_that_skips_itself_fails_the_run(run: Run) -> None:
    file = "import pytest\npytest.skip('no telescope', allow_module_level=True)"
    result = run(test_sky=file, test_sea=ONE_TEST)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["tests/test_sky.py: skipped (“no telescope”)*"])


def test_a_test_that_is_expected_to_fail_counts_as_skipped(run: Run) -> None:
    file = "import pytest\n@pytest.mark.xfail(reason='hard')\ndef test_moon(): assert False"
    result = run(test_sky=file)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*test_moon: skipped (“expected to fail: hard”)*"])


def test_a_full_run_without_a_file_that_must_run_fails(run: Run) -> None:
    files = {"test_sky": ONE_TEST, "test_sea": ONE_TEST}
    must_run = "sqlite tests/test_*.py"
    result = run("--must-run=sqlite", "tests/test_sky.py", must_run=must_run, **files)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["tests/test_sea.py: must run in the sqlite part*"])


def test_a_full_run_with_all_that_must_run_passes(run: Run) -> None:
    must_run = "sqlite tests/test_*.py\nsqlite tests/test_sky.py::test_one\nbrowser tests/none.py"
    result = run("--must-run=sqlite", must_run=must_run, test_sky=ONE_TEST, test_sea=ONE_TEST)
    assert result.ret == pytest.ExitCode.OK


def test_a_promise_whose_test_was_renamed_fails_the_full_run(run: Run) -> None:
    must_run = "sqlite tests/test_sky.py::test_two\nsqlite tests/gone.py"
    result = run("--must-run=sqlite", must_run=must_run, test_sky=ONE_TEST)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["tests/test_sky.py::test_two: must run*", "tests/gone.py: there is no such file."]
    )


def test_a_test_left_out_of_a_full_run_by_an_option_fails_it(run: Run) -> None:
    file = f"{ONE_TEST}\ndef test_two(): pass"
    result = run("--must-run=sqlite", "-k", "one", test_sky=file)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["tests/test_sky.py::test_two: left out of a full run*"])


PARTED = """
import pytest
def test_anywhere(): pass
@pytest.mark.sqlite
def test_file(): pass
@pytest.mark.postgresql
def test_server(): pass
@pytest.mark.browser
def test_page(): pass
"""


@pytest.mark.parametrize(
    ("part", "tests"),
    [
        ("sqlite", ["test_anywhere", "test_file"]),
        ("postgresql", ["test_anywhere", "test_server"]),
        ("browser", ["test_page"]),
    ],
)
def test_each_part_runs_its_own_tests_and_together_they_run_all(
    run: Run, part: str, tests: list[str]
) -> None:
    result = run(f"--must-run={part}", "-v", test_parted=PARTED)
    assert result.ret == pytest.ExitCode.OK
    ran = [line.split("::")[1].split()[0] for line in result.outlines if "PASSED" in line]
    assert ran == tests


def test_a_list_that_cannot_be_read_stops_the_run(run: Run) -> None:
    result = run(not_run_here="macOS\n", test_sky=ONE_TEST)
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_the_lists_of_this_project_can_be_read() -> None:
    assert read_must_run(HERE / "must-run.txt")
    assert read_not_run_here(HERE / "not-run-here.txt")


def test_every_test_file_must_run_somewhere() -> None:
    tests = HERE.parent
    named = {
        path
        for line in read_must_run(HERE / "must-run.txt")
        for path in tests.parent.glob(line.pattern.partition("::")[0])
    }
    forgotten = set(tests.rglob("test_*.py")) - named
    assert not forgotten, f"must-run.txt names no part for {sorted(forgotten)}"


def test_no_test_reaches_another_machine() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
        pytest.raises(NetworkRefusedError),
    ):
        connection.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkRefusedError):
        socket.getaddrinfo("example.org", 80)


def test_a_test_may_talk_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()


def test_of_many_files_those_may_be_left_to_another_part_whose_tests_are_all_there(
    run: Run,
) -> None:
    elsewhere = f"import pytest\n@pytest.mark.sqlite\n{ONE_TEST}"
    files = {"test_sky": elsewhere, "test_sea": ONE_TEST}
    many = run("--must-run=postgresql", must_run="postgresql tests/test_*.py\n", **files)
    assert many.ret == pytest.ExitCode.OK


def test_a_file_that_is_named_is_never_left_to_another_part(run: Run) -> None:
    elsewhere = f"import pytest\n@pytest.mark.sqlite\n{ONE_TEST}"
    files = {"test_sky": elsewhere, "test_sea": ONE_TEST}
    one = run("--must-run=postgresql", must_run="postgresql tests/test_sky.py\n", **files)
    assert one.ret == pytest.ExitCode.TESTS_FAILED
    one.stdout.fnmatch_lines(["tests/test_sky.py: must run in the postgresql part, and did not."])
