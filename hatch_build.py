"""Builds the dashboard into the wheel. An editable install builds none: bolo does at its start."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DashboardHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the built dashboard where the API serves it from."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and include the folder although git ignores it."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from bolo.platform.dashboard import ensure_built  # noqa: PLC0415 - the path is set above

        built = ensure_built(root, self.app.display_info)
        build_data["force_include"][str(built)] = "bolo/api/dashboard"
