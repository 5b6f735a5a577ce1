"""What goes into a wheel beside the code: the app's own files, and the examples with their data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "knode/app/shipped"
"""Where `knode.app.resources` looks first."""
PATTERNS = ("resources/app/**/*", "resources/*.csv", "workflows/*.knode")


class ShippedFiles(BuildHookInterface[Any]):
    """Puts them into a wheel. An editable install finds them in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to what hatchling packs."""
        if version != "standard":
            return
        root = Path(self.root)
        for pattern in PATTERNS:
            for file in sorted(root.glob(pattern)):
                if file.is_file():
                    build_data["force_include"][str(file)] = f"{SHIPPED}/{file.relative_to(root).as_posix()}"
