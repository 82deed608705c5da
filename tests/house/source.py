"""Reading our own source: where writes, refusals and the time of day may stand."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "evenweave"
# A hint, not a proof: the guard in every test sees the writes themselves. `update` is not here,
# because dictionaries have it too.
WRITING = {
    *("save", "delete", "create", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create", "executemany"),
}
# In these files nothing is written: they read, judge, shape and show.
ONLY_READ = ("views", "forms", "rules", "next", "pages", "middleware", "reading")
SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals")


@dataclass(frozen=True)
class Source:
    """One of our files. `room` is the app it stands in, `part` its name without the ending."""

    room: str
    part: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text)


def sources() -> list[Source]:
    """Every file of the package but migrations; of `actions/voting.py` the part is `actions`."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room, *inside = path.relative_to(PACKAGE).with_suffix("").parts
        if inside and "migrations" not in inside:
            found.append(Source(room, inside[0], path.read_text(encoding="utf-8")))
    return found


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written; "" for anything but names and dots."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
    return ""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function, at any depth."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def is_action(function: ast.FunctionDef) -> bool:
    """Whether it stands under `@action(…)`."""
    return any(
        isinstance(decorator, ast.Call) and dotted(decorator.func).split(".")[-1] == "action"
        for decorator in function.decorator_list
    )


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def asks_its_rule(function: ast.FunctionDef) -> bool:
    """Whether it calls `refuse_if(rules.why_not_<its own name>(…))`."""
    return any(
        dotted(call.func) == "refuse_if"
        and call.args
        and isinstance(call.args[0], ast.Call)
        and dotted(call.args[0].func).split(".")[-1] == f"why_not_{function.name}"
        for call in calls(function)
    )


def actions_out_of_form(source: Source, without_rule: Collection[str]) -> list[str]:
    """Actions out of place, by position, without `by` and `at`, or without a rule."""
    complaints = []
    for function in filter(is_action, functions(source.tree)):
        name = f"{source.room}.{function.name}"
        arguments = function.args
        if source.part != "actions":
            complaints.append(f"{name} is an action, so it belongs in actions.py.")
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            complaints.append(f"{name} takes arguments by position.")
        if not {"by", "at"} <= {argument.arg for argument in arguments.kwonlyargs}:
            complaints.append(f"{name} is not told `by` whom and `at` what time.")
        if not asks_its_rule(function) and name not in without_rule:
            complaints.append(f"{name} does not ask why_not_{function.name}.")
    return complaints


def functions_in(all_sources: list[Source], part: str) -> set[str]:
    """`room.name` of every function in files of this name."""
    return {
        f"{source.room}.{function.name}"
        for source in all_sources
        if source.part == part
        for function in functions(source.tree)
    }


def rules_without_action(all_sources: list[Source]) -> set[str]:
    """`room.why_not_x` of rules that no action `x` of their room can ask."""
    actions = functions_in(all_sources, "actions")
    rules = {name for name in functions_in(all_sources, "rules") if ".why_not_" in name}
    return {name for name in rules if name.replace(".why_not_", ".") not in actions}


def place(source: Source, node: ast.stmt | ast.expr) -> str:
    """Where to look."""
    return f"{source.room}/{source.part}.py, line {node.lineno}"


def writes_where_only_read(source: Source) -> list[str]:
    """Calls that look like a write, in a file that only reads."""
    if source.part not in ONLY_READ:
        return []
    return [
        f"{place(source, call)}: .{call.func.attr}(…) looks like a write."
        for call in calls(source.tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITING
    ]


def clocks_and_signals(source: Source) -> list[str]:
    """Signals anywhere, and the time of day elsewhere than in the clock.

    Ruff bans these too, but not in the few files where its ban on the web is lifted.
    """
    complaints = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SIGNALS):
            complaints.append(f"{place(source, node)}: no signals.")
        if isinstance(node, ast.Call) and dotted(node.func) == "apps.get_model":
            complaints.append(f"{place(source, node)}: get_model goes round the layers.")
        if isinstance(node, ast.Attribute) and asks_the_time(source, node):
            complaints.append(f"{place(source, node)}: only the clock asks what time it is.")
    return complaints


def asks_the_time(source: Source, node: ast.Attribute) -> bool:
    """Whether it is `timezone.now`, and not in the clock itself."""
    is_clock = (source.room, source.part) == ("common", "clock")
    return dotted(node).endswith("timezone.now") and not is_clock
