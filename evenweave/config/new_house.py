"""All tables of a new house at once.

An old house comes up to date by its migrations, one after the other. For a new one that would take
twenty times as long, because Django draws many models anew after every step. Both ways make the
same tables, to the last trigger: `tests/config/test_new_house.py` compares them (docs/adr/0022).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps


def make_tables() -> None:
    """Make every table in a database without any, and note each migration as applied.

    Of what migrations do beside, all is done that is not about rows (those are `elidable`).
    """
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
        for step, _is_backwards in plan:
            for operation in step.operations:
                if isinstance(operation, RunPython) and not operation.elidable:
                    operation.code(cast("StateApps", apps), editor)
    for step, _is_backwards in plan:
        # Its types are told as those of an older Django.
        executor.record_migration(step)  # type: ignore[call-arg, arg-type]
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
