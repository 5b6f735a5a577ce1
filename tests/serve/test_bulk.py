"""Large files are scored in batches, with the results that they have in one piece."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from knode.core.errors import DataError, UsageError
from knode.serve import bulk
from knode.serve.scoring import Scorer
from tests.trained import bundle, customers

LEARNERS: dict[str, dict[str, Any]] = {
    "learn.LogisticRegressionLearner": {},
    "learn.RandomForestLearner": {"trees": 10},
}
ROWS = 1_234


@pytest.fixture(scope="module", params=LEARNERS)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle."""
    return bundle(tmp_path_factory.mktemp("model"), request.param, **LEARNERS[request.param])


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a thousand rows count as large."""
    monkeypatch.setattr(bulk, "ROWS", 100)
    monkeypatch.setattr(bulk, "SMALL", 1_000)


def rows(path: Path, **columns: Any) -> Path:
    """A Parquet file of rows to score, in several row groups."""
    table = customers(ROWS, seed=11).drop(columns=["left", "since"]).assign(key=[f"k{row}" for row in range(ROWS)])
    table = table.assign(**columns)
    table.to_parquet(path, row_group_size=300)
    return path


def nothing(done: int, total: int) -> None:
    """Tell nobody."""


def test_the_rows_get_what_they_get_in_one_piece(model: Path, tmp_path: Path, small_batches: None) -> None:
    source, target = rows(tmp_path / "rows.parquet"), tmp_path / "out.parquet"
    scorer = Scorer.open(model)
    seen: list[tuple[int, int]] = []

    written = bulk.score_file(scorer, source, {"predictions": target}, lambda done, total: seen.append((done, total)))

    whole = scorer.score_tables({"rows": pd.read_parquet(source)})["predictions"]
    made = pd.read_parquet(target)
    assert written.rows == {"predictions": ROWS}
    assert seen[-1] == (ROWS, ROWS)
    assert len(seen) > 10
    pd.testing.assert_frame_equal(made, whole, check_dtype=False, check_categorical=False, rtol=1e-9)
    assert made["calls"].dtype == "int64"
    assert made["active"].dtype == "bool"
    assert made["key"].tolist()[:2] == ["k0", "k1"]
    assert made.attrs == whole.attrs
    assert made.attrs["predicts"]["prediction"] == "left"


def test_the_plan_and_the_nodes_write_the_same_types(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")
    scorer = Scorer.open(model)
    files = {}
    for way in (True, False):
        files[way] = tmp_path / f"{way}.parquet"
        with bulk._parquet(source) as file:
            batches = bulk._Batches(scorer, file.schema_arrow, ("predictions",))
            batches._by_plan = way and all(scorer.compiled.values())
            with bulk._Sinks({"predictions": files[way]}) as sinks:
                for batch in file.iter_batches(100):
                    sinks.write(batches.score(batch))
                sinks.finish()

    assert pq.read_schema(files[True]) == pq.read_schema(files[False])


def test_further_columns_keep_their_types(model: Path, tmp_path: Path, small_batches: None) -> None:
    gaps = [None if row % 7 == 3 or row < 150 else row for row in range(ROWS)]
    further = pa.table(
        {
            "id": pa.array(range(ROWS), pa.int64()),
            "long": pa.array([None if row % 5 == 2 else 2**60 + row for row in range(ROWS)], pa.int64()),
            "narrow": pa.array(gaps, pa.int16()),
            "seen": pa.array([None if value is None else value % 2 == 0 for value in gaps], pa.bool_()),
            "share": pa.array([None if value is None else value / 7 for value in gaps], pa.float64()),
            "small": pa.array([row / 2 for row in range(ROWS)], pa.float32()),
            "when": pa.array(gaps, pa.timestamp("ms")),
            "note": pa.array([None if value is None else f"n{value}" for value in gaps], pa.large_string()),
        }
    )
    table = pq.read_table(rows(tmp_path / "rows.parquet"))
    for name in further.schema.names:
        table = table.append_column(name, further[name])
    pq.write_table(table, tmp_path / "more.parquet")
    scorer = Scorer.open(model)

    bulk.score_file(scorer, tmp_path / "more.parquet", {"predictions": tmp_path / "out.parquet"}, nothing)

    made = pq.read_table(tmp_path / "out.parquet").select(further.schema.names)
    assert made.schema.remove_metadata() == further.schema
    assert made.equals(further)


def test_moments_as_spark_writes_them_stay_what_they_are(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")
    table, far = pq.read_table(source), pd.Timestamp("1500-01-01")
    moments = pa.array([far.to_pydatetime()] * len(table), pa.timestamp("us"))
    pq.write_table(table.append_column("at", moments), source, use_deprecated_int96_timestamps=True)
    bulk.score_file(Scorer.open(model), source, {"predictions": tmp_path / "out.parquet"}, nothing)
    assert (pd.read_parquet(tmp_path / "out.parquet")["at"] == far).all()


def test_further_columns_keep_their_types_by_the_nodes_too(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = pq.read_table(rows(tmp_path / "rows.parquet"))
    given = {}
    for kind, start in ((pa.int64(), 2**60), (pa.uint64(), 2**63), (pa.int32(), 0)):
        given[str(kind)] = pa.array([None if row % 5 == 2 else start + row for row in range(ROWS)], kind)
        source = source.append_column(str(kind), given[str(kind)])
    batches = bulk._Batches(Scorer.open(model), source.schema, ("predictions",))
    batches._by_plan = False

    made = [batches.score(batch)["predictions"] for batch in source.to_batches(100)]

    for name, column in given.items():
        assert pa.chunked_array([one[name] for one in made]).equals(pa.chunked_array([column])), name


def test_a_refused_row_is_counted_from_the_start_of_the_file_and_nothing_is_written(
    model: Path, tmp_path: Path, small_batches: None
) -> None:
    table = pd.read_parquet(rows(tmp_path / "rows.parquet"))
    table["calls"] = table["calls"].astype(str)
    table.loc[777, "calls"] = "often"
    table.to_parquet(tmp_path / "bad.parquet")
    target = tmp_path / "out.parquet"
    target.write_bytes(b"what was there")

    with pytest.raises(DataError) as refused:
        bulk.score_file(Scorer.open(model), tmp_path / "bad.parquet", {"predictions": target}, nothing)

    assert refused.value.facts["row"] == 777
    assert refused.value.facts["column"] == "calls"
    assert refused.value.facts["expected"] == "a number"
    assert target.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.parquet", "out.parquet", "rows.parquet"]


def test_texts_in_dictionaries_and_missing_values_are_read(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")
    coded = pq.read_table(source)
    for name in ("city", "plan", "key"):
        place = coded.schema.get_field_index(name)
        coded = coded.set_column(place, name, coded[name].dictionary_encode())
    pq.write_table(coded, tmp_path / "coded.parquet")
    scorer = Scorer.open(model)

    for name in ("rows", "coded"):
        bulk.score_file(
            scorer, tmp_path / f"{name}.parquet", {"predictions": tmp_path / f"{name}_out.parquet"}, nothing
        )

    first, second = (pd.read_parquet(tmp_path / f"{name}_out.parquet") for name in ("rows", "coded"))
    pd.testing.assert_frame_equal(first, second, check_dtype=False, check_categorical=False)


def test_a_file_without_rows_gives_one_without_rows(model: Path, tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.parquet")
    pq.write_table(pq.read_table(source).slice(0, 0), tmp_path / "none.parquet")

    written = bulk.score_file(
        Scorer.open(model), tmp_path / "none.parquet", {"predictions": tmp_path / "out.parquet"}, nothing
    )

    assert written.rows == {"predictions": 0}
    assert "prediction" in pq.read_schema(tmp_path / "out.parquet").names


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all" * 100])
def test_a_file_that_is_no_parquet_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "rows.parquet").write_bytes(content)

    with pytest.raises(UsageError, match=r"rows\.parquet cannot be read as Parquet"):
        bulk.row_count(tmp_path / "rows.parquet")


def test_a_target_that_cannot_be_written_is_told(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")

    with pytest.raises(UsageError, match="cannot be written"):
        bulk.score_file(Scorer.open(model), source, {"predictions": tmp_path / "absent" / "out.parquet"}, nothing)


def test_a_damaged_row_group_is_told_and_nothing_is_written(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")
    content = bytearray(source.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2_000] = b"\xff" * 2_000
    source.write_bytes(content)

    with pytest.raises(UsageError, match="is damaged|cannot be read"):
        bulk.score_file(Scorer.open(model), source, {"predictions": tmp_path / "out.parquet"}, nothing)
    assert not (tmp_path / "out.parquet").exists()


def run(*arguments: str) -> Any:
    from knode.cli.console import Session
    from knode.cli.main import knode

    session = Session(as_json="--json" in arguments)
    return CliRunner().invoke(knode, list(arguments), obj=session, standalone_mode=False)


def test_exec_scores_a_large_file_in_batches_and_keeps_no_store(
    model: Path, tmp_path: Path, small_batches: None
) -> None:
    source, target = rows(tmp_path / "rows.parquet"), tmp_path / "out.parquet"
    local = tmp_path / "model.knodez"
    local.write_bytes(model.read_bytes())

    done = run("exec", str(local), "--input", f"rows={source}", "--output", f"predictions={target}", "--json")

    report = json.loads(done.stdout)
    assert report["status"] == "done"
    assert report["outputs"]["predictions"] == {"file": str(target), "rows": ROWS, "columns": 9}
    assert "in batches" in str(report["nodes"])
    assert not (tmp_path / ".knode").exists()
    assert pq.ParquetFile(target).metadata.num_rows == ROWS


def test_nodes_say_what_they_have_to_say_of_a_large_file(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet")
    table = pd.read_parquet(source)
    table["city"] = table["city"].astype("str").where(table.index != 1_100, "Atlantis").astype("category")
    table.to_parquet(source)

    done = run("exec", str(model), "--input", str(source), "--output", str(tmp_path / "out.parquet"), "--json")

    said = {
        node["id"]: message["text"]
        for node in json.loads(done.stdout)["nodes"]
        for message in node["messages"]
        if message["level"] == "warning"
    }
    assert list(said) == ["predict"]
    assert 'rows that hold each text of the file once, "city" has values in 1 of ' in said["predict"]
    assert '"Atlantis"' in said["predict"]


def test_exec_names_node_column_and_row_of_what_is_refused(model: Path, tmp_path: Path, small_batches: None) -> None:
    source = rows(tmp_path / "rows.parquet", calls="often")

    done = run("exec", str(model), "--input", str(source), "--output", str(tmp_path / "out.parquet"), "--json")

    report = json.loads(done.stdout)
    assert report["status"] == "failed"
    assert report["errors"][0]["column"] == "calls"
    assert report["errors"][0]["row"] == 0
    assert not (tmp_path / "out.parquet").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_is_scored(
    model: Path, tmp_path: Path, small_batches: None
) -> None:
    source = rows(tmp_path / "rows.parquet")
    target = tmp_path / "gone" / "scored.parquet"
    answer = run("exec", str(model), "--input", str(source), "--output", str(target))
    assert f'The output "predictions": there is no folder "{target.parent}".' in str(answer.exception)


def test_a_small_file_goes_the_usual_way(model: Path, tmp_path: Path) -> None:
    source, target = rows(tmp_path / "rows.parquet"), tmp_path / "out.parquet"

    done = run(
        "exec", str(model), "--input", str(source), "--output", str(target), "--store", str(tmp_path / "s"), "--json"
    )

    assert json.loads(done.stdout)["status"] == "done"
    assert (tmp_path / "s").exists()


def test_words_about_a_row_count_it_from_the_start_of_the_file(
    model: Path, tmp_path: Path, small_batches: None
) -> None:
    table = pd.read_parquet(rows(tmp_path / "rows.parquet"))
    table.loc[777, "income"] = float("inf")
    table.to_parquet(tmp_path / "bad.parquet")

    with pytest.raises(DataError, match="in row 777"):
        bulk.score_file(
            Scorer.open(model), tmp_path / "bad.parquet", {"predictions": tmp_path / "out.parquet"}, nothing
        )


def test_a_full_disk_leaves_the_file_that_was_there(model: Path, tmp_path: Path, small_batches: None) -> None:
    source, target = rows(tmp_path / "rows.parquet"), tmp_path / "out.parquet"
    target.write_bytes(b"what was there")
    scorer = Scorer.open(model)
    scorer.models()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
    try:
        with pytest.raises(DataError, match=r'out\.parquet" was not written: File too large; a file that was there'):
            bulk.score_file(scorer, source, {"predictions": target}, nothing)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert target.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "rows.parquet"]


def test_a_folder_is_no_file_to_write_to(model: Path, tmp_path: Path, small_batches: None) -> None:
    with pytest.raises(UsageError, match="is a folder: add a file name"):
        bulk.score_file(Scorer.open(model), rows(tmp_path / "rows.parquet"), {"predictions": tmp_path}, nothing)
