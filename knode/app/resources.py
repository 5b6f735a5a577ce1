"""Where the files that come with the app are: in the package once installed or frozen, else in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent / "shipped"
CHECKOUT = Path(__file__).parents[2]


def app_file(*parts: str) -> Path:
    """A file or folder under resources/app."""
    return _found(Path("resources", "app", *parts))


def examples() -> list[Path]:
    """The example workflows, by name."""
    return sorted(path for path in _found(Path("workflows")).glob("*.knode") if path.is_file())


def templates() -> list[Path]:
    """Workflows to begin with, by name: their readers and writers have no file yet."""
    return sorted(app_file("templates").glob("*.knode"))


def _found(relative: Path) -> Path:
    packed = PACKAGE / relative
    return packed if packed.exists() else CHECKOUT / relative
