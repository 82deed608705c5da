"""The wheel: installed in a clean place, it serves its pages with their styles, without Node."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.config.running import environment, serving
from workshop import setting_up

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

ROOT = Path(__file__).resolve().parent.parent.parent
# What a copy of the sources does not need.
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".run", "node_modules", "built", "dist", "__pycache__", "tests", ".*_cache"
)


def uv(*words: str) -> subprocess.CompletedProcess[str]:
    """Run uv as the set-up does."""
    return subprocess.run(
        [setting_up.uv(), *words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def build(sources: Path, to: Path) -> subprocess.CompletedProcess[str]:
    """Build a wheel from a folder of sources, with the builder that uv.lock names."""
    # The builder is among the tools, so nothing has to be fetched.
    return uv(
        *("build", "--wheel", "--no-build-isolation", "--out-dir", str(to)),
        *("--python", sys.executable, str(sources)),
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This tree's wheel."""
    to = tmp_path_factory.mktemp("dist")
    built = build(ROOT, to)
    assert built.returncode == 0, built.stderr
    return next(to.glob("*.whl"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean virtual environment with the wheel and what uv.lock says it needs, and no more."""
    folder = tmp_path_factory.mktemp("clean")
    wanted = ["--frozen", "--no-dev", "--no-emit-project", "--output-file", str(folder / "needs")]
    steps = [
        uv("venv", "--python", sys.executable, str(folder / "venv")),
        uv("export", "--quiet", *wanted),
        uv("pip", "install", "--python", str(folder / "venv"), "-r", str(folder / "needs")),
        uv("pip", "install", "--python", str(folder / "venv"), "--no-deps", str(wheel)),
    ]
    for step in steps:
        assert step.returncode == 0, step.stderr
    return folder / "venv" / "bin"


def test_an_installed_wheel_serves_styled_pages_without_node(clean: Path, tmp_path: Path) -> None:
    command = (str(clean / "evenweave"),)
    with serving("--data", str(tmp_path), command=command, PATH=str(clean)) as served:
        status, page = served.get("/")
        assert status == 200
        files = set(re.findall(r'"(/static/[^"#?]+)', page))
        assert {Path(file).suffix for file in files} >= {".css", ".js"}
        for file in files:
            assert served.get(file)[0] == 200, file
        style = next(file for file in files if file.endswith(".css"))
        fonts = re.findall(r"url\(\"?([^\")]+\.woff2)", served.get(style)[1])
        assert fonts
        for font in fonts:
            assert served.get(urljoin(style, font))[0] == 200, font


def test_an_installed_wheel_brings_nothing_of_the_workshop(clean: Path) -> None:
    listed = subprocess.run(
        [clean / "python", "-c", "import importlib.metadata as m; print(*m.files('evenweave'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    tops = {Path(name).parts[0] for name in listed}
    assert tops <= {"evenweave", "..", *(top for top in tops if top.endswith(".dist-info"))}
    assert any(name.endswith("LICENSE") for name in listed)


def test_a_wheel_without_the_files_for_the_browser_is_not_packed(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(ROOT, sources, ignore=LEFT_OUT)
    shutil.rmtree(sources / "evenweave" / "static_built", ignore_errors=True)
    built = build(sources, tmp_path / "dist")
    assert built.returncode != 0
    assert "Run ./run setup, then build again." in built.stderr
    assert "Traceback" not in built.stderr
    assert not list((tmp_path / "dist").glob("*.whl"))
