"""Setting up, step by step. What is up to date is told apart in milliseconds, by stamps in `.run/`.

Each step has a stamp: a digest of all it was made from, written when the step has ended well. So a
set-up may be killed at any point, and the next one goes on from there. Two at once take turns.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evenweave.config.trouble import FULL, Trouble

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV_VENV = RUN / "uv"
NODE_VENV = RUN / "node"
BUILT = ROOT / "assets" / "built"
STATIC = ROOT / "evenweave" / "static_built"

OLDEST_NODE = 20
OLDEST_UV = (0, 8)
# What a first set-up takes, with room to unpack.
NEEDED = 600_000_000
LINES_TOLD = 15

NO_SPACE = re.compile(r"no space left on device|ENOSPC|disk quota exceeded|EDQUOT", re.IGNORECASE)
NO_NETWORK = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|dns error|name resolution|failed to fetch|"
    r"connection (?:refused|timed out|error)|error sending request|network is unreachable",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Step:
    """One thing to make, from files and facts."""

    name: str
    says: str
    makes: Path
    do: Callable[[], None]
    files: tuple[Path, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def stamp(self) -> Path:
        """Where the digest of its last good end stands."""
        return RUN / f"{self.name}.stamp"

    def digest(self) -> str:
        """What it would be made from now: this folder, facts, every file's name and content."""
        digest = hashlib.sha256("\0".join([str(ROOT), *self.facts]).encode())
        for path in files_in(self.files):
            digest.update(f"\0{path}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Whether it stands as it would be made now."""
        if not (self.makes.exists() and self.stamp.exists()):
            return False
        return self.stamp.read_text() == self.digest()

    def make(self) -> None:
        """Make it, and stamp it only when that ended well."""
        began = time.monotonic()
        sys.stdout.write(f"  {self.says} … ")
        sys.stdout.flush()
        digest = self.digest()
        self.stamp.unlink(missing_ok=True)
        self.do()
        write_whole(self.stamp, digest)
        sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")


def everything(*, tools: bool) -> None:
    """Set up whatever is missing or out of date; with `tools`, what tests and checks need too."""
    if all(step.is_done() for step in steps(tools=tools)):
        return
    RUN.mkdir(exist_ok=True)
    with alone():
        missing = [step for step in steps(tools=tools) if not step.is_done()]
        if not missing:
            return
        check_room()
        sys.stdout.write("Setting up. The first time takes a minute; after that, none.\n")
        write_whole(RUN / "python", f"{sys.executable}\n")
        for step in steps(tools=tools):
            # Asked again for each: a step before it may have changed what it is made from.
            if not step.is_done():
                step.make()


def steps(*, tools: bool) -> list[Step]:
    """What there is to make, in order. With the tools once there, they are kept up to date."""
    tools = tools or (RUN / "tools").exists()
    # Somebody may have brought the folder up to date by hand, without the tools.
    shown = VENV / "bin" / ("pytest" if tools else "evenweave")
    kept = (ROOT / "pyproject.toml", ROOT / "uv.lock")
    front = (ROOT / "package.json", ROOT / "package-lock.json")
    drawn = (ROOT / "assets", ROOT / "workshop" / "assets.mjs")
    every = [
        Step("packages", "Python packages", shown, lambda: packages(tools), kept, (str(tools),)),
        Step("modules", "front-end packages", ROOT / "node_modules", modules, front),
        Step("assets", "styles, fonts and icons", BUILT, assets, (*front, *drawn)),
        Step("static", "files for the browser", STATIC, static, (BUILT, *kept)),
    ]
    if not tools and every[2].is_done():
        # Serving needs what was built from them, and not the modules themselves.
        del every[1]
    return every


# ── the steps ────────────────────────────────────────────────────────────────────────────────────


def packages(tools: bool) -> None:
    """The program and its packages, exactly as uv.lock has them, in a virtual environment."""
    fresh_unless_whole(VENV)
    if tools:
        write_whole(RUN / "tools", "")
    extra = [] if tools else ["--no-dev"]
    # Compiled now, so that every start is quick, also where Python may not keep what it compiles.
    sync(VENV, "--compile-bytecode", *extra)
    half(VENV).unlink()


def modules() -> None:
    """Front-end packages, exactly as package-lock.json has them. npm empties the folder first."""
    command = ["npm", "ci", "--no-audit", "--no-fund", "--no-update-notifier"]
    quietly("modules", command, with_node())


def assets() -> None:
    """Styles, fonts and icons, built from them."""
    quietly("assets", ["node", str(ROOT / "workshop" / "assets.mjs")], with_node())


def static() -> None:
    """All of it under names that hold a digest, so that browsers may keep it for ever."""
    # Nothing of this installation is needed, so nothing wrong with it can stop us here.
    apart = {"EVENWEAVE_DATA": str(RUN / "no-data"), "DATABASE_URL": "", "PYTHONPATH": ""}
    command = [str(PYTHON), "-P", "-m", "django", "collectstatic", "--noinput", "--clear"]
    settings = ["--settings", "evenweave.config.settings", "--verbosity", "0"]
    quietly("static", [*command, *settings], {**environment(), **apart})


def sync(venv: Path, *choice: str) -> None:
    """Bring a virtual environment to what uv.lock says."""
    command = [uv(), "sync", "--frozen", "--no-progress", "--project", str(ROOT), *choice]
    where = {"UV_PROJECT_ENVIRONMENT": str(venv), "VIRTUAL_ENV": ""}
    quietly(venv.name, [*command, "--python", sys.executable], {**environment(), **where})


# ── uv and Node, from the machine or else our own ────────────────────────────────────────────────


def uv() -> str:
    """The machine's uv when it is new enough, else our own."""
    found = shutil.which("uv")
    if found and version([found, "--version"]) >= OLDEST_UV:
        return found
    own = UV_VENV / "bin" / "uv"
    if not own.exists() or half(UV_VENV).exists():
        fresh_unless_whole(UV_VENV, always=True)
        install_uv()
        half(UV_VENV).unlink()
    return str(own)


def install_uv() -> None:
    """uv from wherever this machine's pip gets packages.

    Debian parts Python from `venv`, so a Python may lack either `venv` or pip, or both.
    """
    wanted = f"uv>={'.'.join(map(str, OLDEST_UV))}"
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if has_module("ensurepip"):
        quietly("uv", [sys.executable, "-m", "venv", "--clear", str(UV_VENV)], environment())
        quietly("uv", [str(UV_VENV / "bin" / "python"), *pip, wanted], environment())
    elif has_module("pip"):
        quietly("uv", [sys.executable, *pip, "--target", str(UV_VENV), wanted], environment())
    elif shutil.which("apt-get") and os.geteuid() == 0:
        apt("python3-venv")
        quietly("uv", ["/usr/bin/python3", "-m", "venv", "--clear", str(UV_VENV)], environment())
        quietly("uv", [str(UV_VENV / "bin" / "python"), *pip, wanted], environment())
    else:
        raise Trouble(
            "This Python came without pip and venv, so packages cannot be fetched. "
            "On Debian or Ubuntu: sudo apt install python3-venv. Then start again."
        )


def has_module(name: str) -> bool:
    """Whether this Python has it."""
    from importlib.util import find_spec

    return find_spec(name) is not None


def with_node() -> dict[str, str]:
    """An environment in which `node` and `npm` are found: the machine's, or else our own."""
    changed = environment()
    if shutil.which("npm") and version(["node", "--version"]) >= (OLDEST_NODE,):
        return changed
    if not (NODE_VENV / "bin" / "npm").exists() or half(NODE_VENV).exists():
        fresh_unless_whole(NODE_VENV, always=True)
        sync(NODE_VENV, "--only-group", "node")
        half(NODE_VENV).unlink()
    changed["PATH"] = f"{NODE_VENV / 'bin'}{os.pathsep}{changed['PATH']}"
    return changed


def version(command: list[str]) -> tuple[int, ...]:
    """The version that a program says it has; () when it cannot be asked."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = re.search(r"(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else ()


def apt(package: str) -> None:
    """Install a package of the system; only root can."""
    changed = {**environment(), "DEBIAN_FRONTEND": "noninteractive"}
    quietly("apt", ["apt-get", "update", "--quiet"], changed)
    install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", package]
    quietly("apt", install, changed)


# ── the machine ──────────────────────────────────────────────────────────────────────────────────


def environment() -> dict[str, str]:
    """The person's environment as it is; where no home can be written, caches go into `.run/`."""
    changed = dict(os.environ)
    home = changed.get("HOME", "")
    if home and os.access(home, os.W_OK):
        return changed
    cache = RUN / "cache"
    if not home:
        changed["HOME"] = str(RUN / "home")
        (RUN / "home").mkdir(parents=True, exist_ok=True)
    places = {
        "XDG_CACHE_HOME": cache,
        "XDG_CONFIG_HOME": cache / "config",
        "UV_CACHE_DIR": cache / "uv",
        "npm_config_cache": cache / "npm",
        "npm_config_logs_dir": cache / "npm-logs",
        "PIP_CACHE_DIR": cache / "pip",
        "PLAYWRIGHT_BROWSERS_PATH": cache / "browsers",
    }
    if home:
        del places["XDG_CONFIG_HOME"]  # it can still be read, and may say where packages come from
    for name, place in places.items():
        changed.setdefault(name, str(place))
    return changed


def check_room() -> None:
    """Say so now, rather than halfway, when the disk cannot hold a first set-up."""
    free = shutil.disk_usage(ROOT).free
    if not VENV.exists() and free < NEEDED:
        raise Trouble(
            f"Setting up needs about {NEEDED // 1_000_000} MB, and the disk that holds {ROOT} has "
            f"{free // 1_000_000} MB left. Make some room, then start again."
        )


def quietly(step: str, command: list[str], changed: Mapping[str, str]) -> None:
    """Run a command, its words going to a log; when it fails, show the last and what to do."""
    log = RUN / f"{step}.log"
    with log.open("ab", buffering=0) as file:
        file.truncate(0)
        try:
            # It shares our lock: should we be killed, nobody else begins before it has ended.
            code = subprocess.run(
                command,
                cwd=ROOT,
                env=dict(changed),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                close_fds=False,
                check=False,
            ).returncode
        except OSError as problem:
            raise Trouble(f"{command[0]} could not be started ({problem.strerror}).") from None
    if code:
        words = log.read_text(encoding="utf-8", errors="replace")
        sys.stdout.write("it failed\n")
        raise Trouble(why_failed(words, log))


def why_failed(words: str, log: Path) -> str:
    """The sentence for a command that failed, from what it said."""
    if NO_SPACE.search(words):
        return FULL
    last = "\n".join(f"    {line}" for line in words.splitlines()[-LINES_TOLD:])
    if NO_NETWORK.search(words):
        advice = "A package could not be fetched. Check the connection or proxy, then start again."
    else:
        advice = "Start again when that is mended; what was set up already is kept."
    return f"Setting up stopped. It said last (all of it is in {log}):\n\n{last}\n\n{advice}"


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other `./run` sets up here. The lock ends when its last holder has ended."""
    with (RUN / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stdout.write("Another ./run is setting up here. Waiting for it.\n")
            sys.stdout.flush()
            fcntl.flock(file, fcntl.LOCK_EX)
        os.set_inheritable(file.fileno(), True)
        yield


def half(folder: Path) -> Path:
    """Stands while a folder is being made; what it stands beside may be half-made."""
    return RUN / f"{folder.name}.half"


def fresh_unless_whole(folder: Path, *, always: bool = False) -> None:
    """Before a folder is made or brought up to date: throw it away if it may be half-made."""
    if always or half(folder).exists():
        shutil.rmtree(folder, ignore_errors=True)
    write_whole(half(folder), "")


def write_whole(path: Path, text: str) -> None:
    """Write a small file, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text)
    new.replace(path)


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Every file in these places, in a fixed order; what is built in `assets` does not belong."""
    for place in places:
        if place.is_dir():
            inside = (path for path in sorted(place.rglob("*")) if path.is_file())
            yield from (path for path in inside if place == BUILT or BUILT not in path.parents)
        elif place.exists():
            yield place
