"""A text file that is written and read at once, or refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from knode.api import DataError
from knode_nodes.io.csv_reader import CsvReader


@pytest.fixture
def read(context, tmp_path):
    def read(content: str | bytes, name: str = "data.csv", **settings: Any) -> pd.DataFrame:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (tmp_path / name).write_bytes(data)
        context.infos.clear()
        context.warnings.clear()
        return CsvReader(path=name, **settings).run(context)

    return read


def refused(read, content, **settings) -> DataError:
    with pytest.raises(DataError) as caught:
        read(content, **settings)
    return caught.value
