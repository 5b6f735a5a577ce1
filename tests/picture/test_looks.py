"""Pictures of plots, compared with those that were looked at by eye; how to renew them stands in comparing.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.picture import plot_look
from knode.picture.plot import rendered, scrolls, size_of
from tests.picture.comparing import BASELINE, TOLERANCE, check_picture
from tests.picture.learnt import LEARNT
from tests.picture.looks import GROUPS, LOOKS
from tests.picture.views import VIEWS

pytestmark = pytest.mark.uncovered

MADE = VIEWS | LEARNT
WIDTH = 400
LARGEST = 15_000


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with matplotlib's own font, whichever others a machine has."""
    monkeypatch.setattr(plot_look, "fonts", lambda: ("DejaVu Sans",))


def pictured(name: str, theme: str, width: int = WIDTH) -> bytes:
    """A small picture: pages are drawn smaller as a whole, plots in the room that there is."""
    drawing = LOOKS[name] if name in LOOKS else MADE[name]()
    inches = size_of(drawing)[0]
    if scrolls(drawing):
        return rendered(drawing, "png", theme, dpi=round(width / inches))
    return rendered(drawing, "png", theme, width=width / 90, height=width / 120, dpi=90)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*LOOKS, *MADE])
def test_plots_look_as_they_did(name: str, theme: str):
    check_picture(f"{name}-{theme}", pictured(name, theme))


def test_the_pictures_kept_are_small_and_all_are_compared():
    kept = {path.stem: path.stat().st_size for path in BASELINE.glob("*.png")}
    assert set(kept) == {f"{name}-{theme}" for name in (*LOOKS, *MADE) for theme in ("light", "dark")}
    assert max(kept.values()) <= LARGEST


def test_a_picture_that_has_changed_is_told_of_and_left_to_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("KNODE_PICTURES", raising=False)
    other = GROUPS.model_copy(update={"title": "Group", "layers": GROUPS.layers[:2]})
    content = rendered(other, "png", "light", width=WIDTH / 90, height=WIDTH / 120, dpi=90)
    with pytest.raises(AssertionError, match="groups-light has changed"):
        check_picture("groups-light", content, build=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"groups-light.png", "groups-light-difference.png"}
    assert TOLERANCE < 10
