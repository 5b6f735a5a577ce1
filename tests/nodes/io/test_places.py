"""Files that are packed or elsewhere, for all readers and writers."""

from __future__ import annotations

import bz2
import gzip
import lzma
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import fsspec
import pandas as pd
import pytest

from knode.api import DataError
from knode_nodes.io.csv_reader import CsvReader
from knode_nodes.io.csv_writer import CsvWriter
from knode_nodes.io.excel_reader import ExcelReader
from knode_nodes.io.excel_writer import ExcelWriter
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.io.json_writer import JsonWriter
from knode_nodes.io.parquet_reader import ParquetReader
from knode_nodes.io.parquet_writer import ParquetWriter
from knode_nodes.io.read_files import ReadFiles

TABLE = pd.DataFrame({"name": ["Änne", "Bo 🐟", "c"], "n": [1, 2, 3]})
KINDS = {
    "csv": (CsvReader, CsvWriter),
    "json": (JsonReader, JsonWriter),
    "xlsx": (ExcelReader, ExcelWriter),
    "parquet": (ParquetReader, ParquetWriter),
}


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    kept = dict(system.store)
    system.store.clear()
    yield system
    # Examples of other nodes stand there.
    system.store.clear()
    system.store.update(kept)


@pytest.fixture
def web(tmp_path):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_system_of_a_url_is_written_and_read(kind, context, memory):
    reader, writer = KINDS[kind]
    url = f"memory://shelf/t.{kind}"
    writer(path=url).run(TABLE, context)
    pd.testing.assert_frame_equal(reader(path=url).run(context), TABLE)
    assert url in context.said
    before = reader(path=url).fingerprint(context.folder)
    assert before == reader(path=url).fingerprint(context.folder)
    writer(path=url).run(pd.concat([TABLE, TABLE], ignore_index=True), context)
    assert before != reader(path=url).fingerprint(context.folder)
    assert reader(path=url).peek(context.folder) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_on_a_web_server_is_read(kind, context, web, tmp_path):
    reader, writer = KINDS[kind]
    writer(path=f"t.{kind}").run(TABLE, context)
    url = f"{web}/t.{kind}"
    pd.testing.assert_frame_equal(reader(path=url).run(context), TABLE)
    found = reader(path=url).fingerprint(context.folder)
    assert found["last-modified"]
    with pytest.raises(DataError, match=r"404"):
        reader(path=f"{web}/other.{kind}").run(context)
    assert reader(path="http://127.0.0.1:1/t").fingerprint(context.folder)["size"] is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", "zip"])
def test_a_packed_file_is_read(kind, packing, context, tmp_path):
    reader, writer = KINDS[kind]
    writer(path=f"t.{kind}").run(TABLE, context)
    data = (tmp_path / f"t.{kind}").read_bytes()
    packed = tmp_path / f"p.{kind}.{packing}"
    if packing == "zip":
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"inner/p.{kind}", data)
            archive.writestr(f"__MACOSX/inner/p.{kind}", b"litter")
    else:
        packed.write_bytes({"gz": gzip, "bz2": bz2, "xz": lzma}[packing].compress(data))
    node = reader(path=packed.name)
    pd.testing.assert_frame_equal(node.run(context), TABLE)
    assert node.peek(tmp_path)["table"].names == ["name", "n"]


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", "zst", "lz4"])
def test_what_is_written_packed_is_packed_and_comes_back(kind, packing, context, tmp_path):
    reader, writer = KINDS[kind]
    writer(path=f"t.{kind}.{packing}").run(TABLE, context)
    assert b"name" not in (tmp_path / f"t.{kind}.{packing}").read_bytes()[:4]
    pd.testing.assert_frame_equal(reader(path=f"t.{kind}.{packing}").run(context), TABLE)


def test_one_file_of_an_archive_is_named_in_the_path(context, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a/one.csv", "x\n1\n")
        archive.writestr("two.csv", "y\n2\n")
    with pytest.raises(DataError, match=r'2 files .* such as "all.zip/a/one.csv"'):
        CsvReader(path="all.zip").run(context)
    assert CsvReader(path="all.zip/a/one.csv").run(context).to_dict("list") == {"x": [1]}
    assert CsvReader(path="all.zip/two.csv").fingerprint(tmp_path)["size"] > 0
    with pytest.raises(DataError, match=r'has no file "three.csv"'):
        CsvReader(path="all.zip/three.csv").run(context)


def test_damaged_packed_files_are_refused(context, tmp_path):
    for ending in ("xz", "zip", "gz"):
        (tmp_path / f"t.json.{ending}").write_bytes(b"nonsense")
        with pytest.raises(DataError, match=rf"t.json.{ending}"):
            JsonReader(path=f"t.json.{ending}").run(context)


def test_a_url_with_a_password_is_refused_and_the_password_not_told(context):
    for node in (CsvReader, ParquetReader, JsonReader):
        with pytest.raises(DataError, match=r"come from the environment") as caught:
            node(path="s3://key:hunter2@bucket/t.csv").run(context)
        assert "hunter2" not in str(caught.value)
    with pytest.raises(DataError, match=r"web pages are only read"):
        CsvWriter(path="https://example.org/t.csv").run(TABLE, context)
    with pytest.raises(DataError, match=r"cannot be reached"):
        CsvReader(path="nosuch://bucket/t.csv").run(context)


def test_a_bucket_without_keys_is_told(context, monkeypatch, tmp_path):
    store = pytest.importorskip("s3fs").S3FileSystem
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ROLE_ARN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    store.clear_instance_cache()
    with pytest.raises(DataError, match='"s3://bucket/t.csv" cannot be read: "Unable to locate credentials"'):
        CsvReader(path="s3://bucket/t.csv").run(context)
    with pytest.raises(DataError, match="cannot be written"):
        CsvWriter(path="s3://bucket/t.csv").run(TABLE, context)
    with pytest.raises(DataError, match="cannot be read"):
        ReadFiles(path="s3://bucket/*.csv").run(context)
    assert CsvReader(path="s3://bucket/t.csv").fingerprint(tmp_path)["size"] is None
    store.clear_instance_cache()


def test_a_server_of_files_that_is_not_there_is_told(context):
    with pytest.raises(DataError, match='"ftp://127.0.0.1:1/t.csv" cannot be written: .*refused'):
        CsvWriter(path="ftp://127.0.0.1:1/t.csv").run(TABLE, context)


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_whole_numbers_as_categories_with_gaps_are_written(kind, context):
    reader, writer = KINDS[kind]
    table = pd.DataFrame({"c": pd.Categorical([2, None, 1]), "x": ["a", "b", "c"]}, index=[4, 5, 6])
    writer(path=f"t.{kind}").run(table, context)
    assert reader(path=f"t.{kind}").run(context)["c"].fillna(-1).tolist() == [2, -1, 1]


def _zipped(path, **members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


@pytest.mark.parametrize("kind", ["csv", "parquet", "json", "xlsx"])
@pytest.mark.parametrize("archive", ["p.{}.zip", "all.zip", "all.data"])
def test_a_file_in_an_archive_is_named_as_fsspec_does(kind, archive, context, tmp_path):
    reader, writer = KINDS[kind]
    writer(path=f"p.{kind}").run(TABLE, context)
    with zipfile.ZipFile(tmp_path / archive.format(kind), "w") as made:
        made.write(tmp_path / f"p.{kind}", f"inner/p.{kind}")
        made.writestr("other.txt", "x")
    path = f"zip://inner/p.{kind}::{archive.format(kind)}"
    for written in (
        path,
        f"zip://inner/p.{kind}::{(tmp_path / archive.format(kind)).as_uri()}",
        f"simplecache::{path}",
    ):
        node = reader(path=written)
        pd.testing.assert_frame_equal(node.run(context), TABLE)
    assert node.peek(tmp_path)["table"].names == ["name", "n"]
    before = node.fingerprint(tmp_path)
    _zipped(tmp_path / archive.format(kind), a_txt="changed")
    assert node.fingerprint(tmp_path) != before
    with pytest.raises(DataError, match=rf'has no file "inner/p.{kind}"; it holds "a.txt"'):
        node.run(context)


def test_archives_elsewhere_and_in_archives_are_read_too(context, tmp_path):
    import fsspec

    inner = _zipped(tmp_path / "inner.zip", part_csv="x\n1\n").read_bytes()
    _zipped(tmp_path / "outer.zip", deep__inner_zip=inner)
    chain = "zip://part.csv::zip://deep/inner.zip::outer.zip"
    assert CsvReader(path=chain).run(context).to_dict("list") == {"x": [1]}
    with fsspec.open("memory://here/y.zip", "wb") as file:
        file.write(inner)
    assert CsvReader(path="zip://part.csv::memory://here/y.zip").run(context).to_dict("list") == {"x": [1]}
    assert CsvReader(path="zip://part.csv::inner.zip").run(context).to_dict("list") == {"x": [1]}
    with pytest.raises(DataError, match=r"come from the environment"):
        CsvReader(path="zip://part.csv::s3://key:secret@bucket/y.zip").run(context)
    with pytest.raises(DataError, match=r"no file .*nothing.zip"):
        CsvReader(path="zip://part.csv::nothing.zip").run(context)
    with pytest.raises(DataError, match=r"archives are only read"):
        CsvWriter(path="zip://part.csv::inner.zip").run(TABLE, context)


def test_several_places_in_one_url_are_refused(context):
    for path in ("tar://x.csv::memory://y.tar", "tar://x.csv::y.tar"):
        with pytest.raises(DataError, match=r"names several places.* zip://part.csv::"):
            CsvReader(path=path).run(context)
    with pytest.raises(DataError, match=r"cannot be read"):
        CsvReader(path="http://[::1]:1/x.csv").run(context)


def test_a_file_url_is_a_file_of_this_machine(context, tmp_path):
    CsvWriter(path=(tmp_path / "a b.csv").as_uri()).run(TABLE, context)
    assert (tmp_path / "a b.csv").is_file()
    assert len(CsvReader(path=(tmp_path / "a b.csv").as_uri()).run(context)) == 3
