"""The house keeps its own rules. Each is followed by a proof that it can be broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from django.urls import include, path
from django.utils import timezone

from evenweave.common import guard
from tests.house import models as data
from tests.house import pages, source, templates
from tests.house.source import ROOT, Source


def hear(*found: list[str]) -> None:
    """Fail with every complaint, one a line."""
    if lines := [line for complaints in found for line in complaints]:
        pytest.fail("\n".join(lines), pytrace=False)


# Actions and rules


def without_rule() -> set[str]:
    return {row[0] for row in pages.documented("writes.md", "Actions that need no rule")}


def test_every_action_is_told_all_by_name_and_asks_its_rule() -> None:
    allowed = without_rule()
    hear(*(source.actions_out_of_form(s, allowed) for s in source.sources()))


@pytest.mark.parametrize(
    ("part", "text", "complaint"),
    [
        ("views", "def a(*, by, at): refuse_if(rules.why_not_a(by))", "belongs in actions.py"),
        ("actions", "def a(x, *, by, at): refuse_if(rules.why_not_a(by))", "by position"),
        ("actions", "def a(*, by): refuse_if(rules.why_not_a(by))", "`by` whom and `at`"),
        ("actions", "def a(*, by, at): pass", "does not ask why_not_a"),
        ("actions", "def a(*, by, at): refuse_if(rules.why_not_b(by))", "does not ask why_not_a"),
        ("actions", "def a(*, by, at): rules.why_not_a(by)", "does not ask why_not_a"),
    ],
)
def test_an_action_out_of_form_is_found(part: str, text: str, complaint: str) -> None:
    found = source.actions_out_of_form(Source("room", part, f"@action(quiet='…')\n{text}"), ())
    assert complaint in "\n".join(found)


def test_every_rule_belongs_to_an_action() -> None:
    listed = {row[0] for row in pages.documented("writes.md", "Rules without an action")}
    found = source.rules_without_action(source.sources())
    hear(pages.unequal(found, listed, "docs/writes.md"))


def test_a_rule_that_nothing_asks_is_found() -> None:
    rules = Source("room", "rules", "def why_not_leave(): ...\ndef why_not_stay(): ...")
    actions = Source("room", "actions", "def stay(): ...")
    elsewhere = Source("other", "actions", "def leave(): ...")
    assert source.rules_without_action([rules, actions, elsewhere]) == {"room.why_not_leave"}


def quiet_actions() -> set[str]:
    """`room.action: why it is quiet`, as the program has it."""
    found = set()
    for room in data.rooms():
        for module in modules_of(f"evenweave.{room}.actions"):
            for action in vars(module).values():
                if getattr(action, "quiet", "") and action.__module__ == module.__name__:
                    found.add(f"{room}.{action.__name__}: {action.quiet}")
    return found


def modules_of(name: str) -> Iterator[ModuleType]:
    """The module of this name, if there is one, and those inside it."""
    if find_spec(name):
        module = import_module(name)
        yield module
        for inside in iter_modules(getattr(module, "__path__", ())):
            yield import_module(f"{name}.{inside.name}")


def test_the_docs_list_every_quiet_action_with_its_reason() -> None:
    listed = {": ".join(row) for row in pages.documented("writes.md", "Quiet actions")}
    hear(pages.unequal(quiet_actions(), listed, "docs/writes.md"))


def test_the_docs_list_every_table_that_a_library_writes() -> None:
    listed = {row[0] for row in pages.documented("writes.md", "Tables that libraries write")}
    hear(pages.unequal(set(guard.LIBRARY_TABLES), listed, "docs/writes.md"))


def test_a_list_that_differs_from_the_program_is_found() -> None:
    page = "\n## Quiet actions\n\n| action | why |\n|---|---|\n| `a.b` | Because. |\n\n## Next\n"
    assert pages.table(page, "Quiet actions") == [["a.b", "Because."]]
    missing, extra = pages.unequal({"a.c: Because."}, {"a.b: Because."}, "writes.md")
    assert "does not list a.c" in missing
    assert "lists a.b" in extra
    with pytest.raises(ValueError, match="no table"):
        pages.table(page, "Something else")


def test_nothing_is_written_where_pages_are_read() -> None:
    hear(*map(source.writes_where_only_read, source.sources()))


def test_a_write_in_a_view_is_found() -> None:
    view = "def page(request):\n    Note.objects.create(words='No.')"
    found = source.writes_where_only_read(Source("room", "views", view))
    assert found == ["room/views.py, line 2: .create(…) looks like a write."]


# Time, signals, and what stands where


def test_only_the_clock_asks_the_time_and_nothing_sends_signals() -> None:
    hear(*map(source.clocks_and_signals, source.sources()))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("from django.db.models.signals import post_save", "no signals"),
        ("from django.dispatch import receiver", "no signals"),
        ("from django.utils import timezone\nnow = timezone.now()", "line 2: only the clock"),
        ("default = django.utils.timezone.now", "only the clock"),
        ("Meeting = apps.get_model('meetings', 'Meeting')", "goes round the layers"),
    ],
)
def test_a_signal_or_a_stray_clock_is_found(text: str, complaint: str) -> None:
    assert complaint in "\n".join(source.clocks_and_signals(Source("room", "views", text)))


def test_every_room_has_its_place_in_both_contracts() -> None:
    rooms = set(data.rooms())
    assert set(data.height()) == rooms | {"config"}
    assert set(data.contracts()["inside"]["containers"]) == {f"evenweave.{room}" for room in rooms}


# What is kept


def test_no_field_asks_the_time_itself() -> None:
    hear(data.clocks_in(data.our_models()))


@isolate_apps("evenweave.record")
def test_a_field_that_asks_the_time_is_found() -> None:
    class Late(models.Model):
        made_at = models.DateTimeField(auto_now_add=True)
        seen_at = models.DateTimeField(auto_now=True)
        told_at = models.DateTimeField(default=timezone.now)
        due_at = models.DateTimeField()

        class Meta:
            app_label = "record"

    assert len(data.clocks_in([Late])) == 3


def test_foreign_keys_point_down_and_never_out_of_a_kernel() -> None:
    hear(data.pointing_wrongly(data.our_models(), data.height()))


@isolate_apps("evenweave.record", "evenweave.home", "evenweave.demo")
def test_a_foreign_key_that_points_wrongly_is_found() -> None:
    class Lower(models.Model):
        upper = models.ForeignKey("home.Middle", models.CASCADE, related_name="+")

        class Meta:
            app_label = "record"

    class Middle(models.Model):
        fine = models.ForeignKey("record.Lower", models.CASCADE, related_name="+")
        told = models.ForeignKey("record.Lower", models.CASCADE, related_name="middles")
        upper = models.ForeignKey("demo.Sibling", models.CASCADE, related_name="+")

        class Meta:
            app_label = "home"

    class Sibling(models.Model):
        many: Any = models.ManyToManyField(Middle, related_name="+")

        class Meta:
            app_label = "demo"

    heights = {"record": 0, "home": 1, "demo": 1}
    assert data.pointing_wrongly([Lower, Middle, Sibling], heights) == [
        "record.Lower.upper points out of its kernel, to home.",
        "record.Lower.upper points to home, which is not below.",
        "home.Middle.told shows itself in record: related_name='+'.",
        "home.Middle.upper points to demo, which is not below.",
        "demo.Sibling.many points to home, which is not below.",
    ]


def test_every_model_says_in_one_sentence_what_it_is() -> None:
    hear(data.without_a_sentence(data.our_models()))


@isolate_apps("evenweave.record")
def test_a_model_that_says_nothing_or_too_much_is_found() -> None:
    class Silent(models.Model):
        class Meta:
            app_label = "record"

    class Wordy(models.Model):
        """It is this. It is that too."""

        class Meta:
            app_label = "record"

    class Plain(models.Model):
        """A page of `record.html`; one sentence.

        More about it stands below.
        """

        class Meta:
            app_label = "record"

    found = data.without_a_sentence([Silent, Wordy, Plain])
    assert [line.split()[0] for line in found] == ["record.Silent", "record.Wordy"]


def test_the_policy_has_thought_about_every_field() -> None:
    hear(data.not_thought_about(data.our_models(), data.policy()))


@isolate_apps("evenweave.record")
def test_a_field_that_the_policy_forgot_is_found() -> None:
    class Person(models.Model):
        name = models.TextField()
        town = models.TextField()

        class Meta:
            app_label = "record"

    said = {"what": "a name", "purpose": "to greet", "seen_by": "the team"}
    told: dict[str, Any] = {
        "personal": {"record.Person.name": said},
        "not_personal": {"record.Person": ["id", "shoe_size"]},
        "elsewhere": {},
    }
    assert data.not_thought_about([Person], told) == [
        "record.Person.town: personal_data.yaml does not say whether it is personal.",
        "record.Person.shoe_size: there is no such field.",
        "record.Person.name: kept is not said.",
    ]


KEPT = {"record_entry_no_update", "record_entry_no_delete", "record_words_no_update"}
TRIGGERS = {"sqlite": KEPT, "postgresql": {*KEPT, "record_entry_no_truncate"}}


@pytest.mark.django_db
def test_every_trigger_stands_after_all_migrations() -> None:
    assert data.triggers() == TRIGGERS[connection.vendor]


@pytest.mark.django_db
def test_a_trigger_that_is_gone_is_found() -> None:
    on_table = " ON record_entry" if connection.vendor == "postgresql" else ""
    with guard.acting("a test that takes a trigger away"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER record_entry_no_update{on_table}")
    assert "record_entry_no_update" not in data.triggers()


# Pages


def test_the_docs_list_every_address_and_who_may_open_it() -> None:
    listed = {f"{row[0]} {row[1]}" for row in pages.documented("pages.md", "Every address")}
    hear(pages.unequal(set(pages.addresses()), listed, "docs/pages.md"))


def test_addresses_are_found_inside_rooms() -> None:
    view: Any = object
    inside = ([path("<int:number>/", view, name="one")], "things")
    patterns = [path("", view, name="front"), path("things/", include(inside))]
    assert list(pages.addresses(patterns)) == ["/ front", "/things/<int:number>/ things:one"]


def test_templates_hold_no_inline_style_or_script() -> None:
    found = templates.templates()
    hear(*(templates.not_strict(name, text) for name, text in found.items()))


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<script type="module">go()</script>',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="//example.org/a.css">',
    ],
)
def test_a_template_that_is_not_strict_is_found(text: str) -> None:
    assert templates.not_strict("room/page.html", text)


def test_plain_html_is_strict() -> None:
    text = '<script src="{% static \'a.js\' %}"></script> {# style="" #} <a href="https://a.org">'
    assert not templates.not_strict("room/page.html", f'{text} <rect fill="var(--madder)">')


def test_every_template_is_a_page_or_a_part_of_one() -> None:
    hear(templates.homeless(templates.templates(), templates.code_that_draws()))


def test_a_template_that_belongs_nowhere_is_found() -> None:
    found = {
        "room/page.html": '{% extends "common/page.html" %}{% include "room/part.html#row" %}',
        "room/part.html": "<p>",
        "room/tag.html": "<p>",
        "room/lost.html": "<p>",
        "common/page.html": "<html>",
    }
    tags = 'register.inclusion_tag("room/tag.html")'
    assert templates.homeless(found, tags) == [
        "room/lost.html extends no page, and nothing includes it."
    ]


# Drafts

KEPT_DRAFT = re.compile(r'<kept-draft name="([^"]+)"')
LET_GO_OF = re.compile(r"""drafts\.saved\(.*, f?"([^"]+)"\)""")


def names(pattern: re.Pattern[str], suffix: str) -> set[str]:
    """The drafts that templates or views name, written in one way."""
    files = (ROOT / "evenweave").rglob(f"*.{suffix}")
    found = (name for file in files for name in pattern.findall(file.read_text()))
    return {re.sub(r"{+ ?([a-z.]+) ?}+", r"{\1}", name) for name in found}


def test_the_device_lets_go_of_each_draft_once_the_server_has_the_words() -> None:
    the_docs_example = {"plan-{plan.id}"}
    assert names(KEPT_DRAFT, "html") == names(LET_GO_OF, "py") - the_docs_example


# Dependencies


def test_every_python_dependency_says_why_it_is_here() -> None:
    hear(unexplained((ROOT / "pyproject.toml").read_text(encoding="utf-8")))


def unexplained(text: str) -> list[str]:
    """Lines that name a package without a comment just above."""
    found, explained = [], False
    for line in text.partition("\n[project.scripts]")[0].splitlines() + groups(text):
        if re.match(r'\s+"', line) and not explained:
            found.append(f"{line.strip()} has no comment that says why.")
        explained = line.strip().startswith("#")
    return found


def groups(text: str) -> list[str]:
    """The lines of [dependency-groups]."""
    return text.partition("\n[dependency-groups]\n")[2].partition("\n[")[0].splitlines()


def test_a_dependency_without_a_reason_is_found() -> None:
    text = 'dependencies = [\n  # Because.\n  "a>=1",\n  "b>=1",\n]\n[project.scripts]\n'
    more = '\n[dependency-groups]\ndev = [\n  "c>=1",\n]\n[other]\nx = [\n  "d",\n]\n'
    assert [line.split(">")[0] for line in unexplained(text + more)] == ['"b', '"c']


def test_the_docs_say_why_every_npm_package_is_here() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    named = {*package["dependencies"], *package["devDependencies"]}
    rows = pages.documented("dependencies.md", "From npm")
    listed = {row[0] for row in rows if row[1]}
    hear(pages.unequal(named, listed, "docs/dependencies.md"))
