"""A store in a fresh folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.store import Output, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / ".knode") as made:
        yield made


@pytest.fixture
def back(store: Store) -> Callable[..., pd.DataFrame]:
    """Store a value and load it again."""

    def there_and_back(value: Any, kind: str = "table") -> Any:
        return store.load(output(kind, store.dump(kind, value)))

    return there_and_back


def output(kind: str, payload: Any) -> Output:
    return Output(kind, payload, None, None, 0)
