"""Compares pictures with those that are kept, by how far they are apart on average.

A picture that has changed fails its test, which leaves the new one and the difference under build/pictures. To renew those
that are kept, after a look at every one: KNODE_PICTURES=renew python -m pytest tests/picture/test_looks.py
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops

BASELINE = Path(__file__).parent / "baseline"
BUILD = Path(__file__).parents[2] / "build" / "pictures"
TOLERANCE = 5.0
"""Of 255: the root of the mean square of all differences."""


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far apart two pictures are; of different sizes as far as can be."""
    if one.size != other.size:
        return 255.0
    away = np.asarray(one.convert("RGB"), dtype="float64") - np.asarray(other.convert("RGB"), dtype="float64")
    return float(np.sqrt((away**2).mean()))


def check_picture(name: str, content: bytes, baseline: Path = BASELINE, build: Path = BUILD) -> None:
    """Raise AssertionError when a PNG picture is not as the kept one of this name."""
    made = Image.open(io.BytesIO(content)).convert("RGB")
    kept = baseline / f"{name}.png"
    if os.environ.get("KNODE_PICTURES") == "renew":
        baseline.mkdir(exist_ok=True)
        made.quantize(96, dither=Image.Dither.NONE).save(kept, optimize=True)
        return
    assert kept.exists(), f"there is no picture {kept.name} yet: see the head of comparing.py"
    with Image.open(kept) as picture:
        expected = picture.convert("RGB")
    apart = distance(made, expected)
    if apart > TOLERANCE:
        build.mkdir(parents=True, exist_ok=True)
        made.save(build / f"{name}.png")
        if made.size == expected.size:
            ImageChops.difference(made, expected).save(build / f"{name}-difference.png")
    assert apart <= TOLERANCE, (
        f"{name} has changed by {apart:.1f}: look at build/pictures/{name}.png and its difference"
    )
