"""A wheel is packed with the files for the browser inside: without them its pages would be bare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MANIFEST = Path("evenweave", "static_built", "staticfiles.json")


class FilesForTheBrowser(BuildHookInterface[Any]):
    """Looks before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install, as `./run setup` makes first, comes before there are any."""
        if version != "editable" and not (Path(self.root) / MANIFEST).exists():
            sys.exit("The files for the browser are missing. Run ./run setup, then build again.")
