import threading

import numpy as np
import pandas as pd
import pytest

from knode import Workflow
from knode.api import DataError, Model, TableSpec, Variables, View
from knode.core.check import Example, QuietContext
from knode.core.errors import Cancelled, NodeFailed, SecretMissing, SettingError
from knode_nodes.prep.row_filter import RowFilter
from knode_nodes.script.python_script import PythonScript

PEOPLE = pd.DataFrame({"city": ["Bern", "Oslo", None], "amount": [1.5, np.nan, 3.0]}, index=[4, 4, 2])


def node(script, inputs=("table",), results=("table",), **more):
    def port(described):
        return {"name": described} if isinstance(described, str) else described

    given = {"inputs": [port(one) for one in inputs], "results": [port(one) for one in results]}
    return PythonScript.from_settings({"script": script, **given, **more})


def result(script, results=("table",), context=None, **inputs):
    outputs = node(script, tuple(inputs), results).run(context or QuietContext(), **inputs)
    return next(iter(outputs.values())) if len(outputs) == 1 else outputs


def error_of(script, results=("table",), **inputs):
    with pytest.raises(DataError) as error:
        result(script, results, **inputs)
    return error.value.message


VARIABLES = {"name": "found", "kind": "variables"}
VIEW = {"name": "picture", "kind": "view"}
MODEL = {"name": "model", "kind": "model"}


def test_inputs_are_there_by_name_and_what_is_assigned_goes_out():
    made = result(
        "table = table.dropna()\nfound = {'rows': len(table), 'mean': table['amount'].mean()}",
        ("table", VARIABLES),
        table=PEOPLE,
    )
    assert made["table"].equals(PEOPLE.dropna())
    assert made["found"] == Variables(rows=1, mean=1.5)
    assert isinstance(made["found"], Variables)


def test_an_input_with_the_name_of_an_output_goes_through():
    assert result("x = 1", table=PEOPLE) is PEOPLE


@pytest.mark.parametrize(
    ("expression", "columns"),
    [
        ("pd.Series([1, 2], name='n')", {"n": [1, 2]}),
        ("pd.Series([1, 2])", {"value": [1, 2]}),
        ("np.array([1.0, 2.0])", {"value": [1.0, 2.0]}),
        ("np.eye(2)", {"column_0": [1.0, 0.0], "column_1": [0.0, 1.0]}),
        ("np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])", {"a": [1], "b": [2.0]}),
        ("[{'a': 1}, {'a': 2}]", {"a": [1, 2]}),
        ("{'a': [1, 2]}", {"a": [1, 2]}),
        ("pd.DataFrame([[1, 2]])", {"0": [1], "1": [2]}),
        ("pd.DataFrame({('a', 'x'): [1], ('b', ''): [2]})", {"a_x": [1], "b": [2]}),
        ("__import__('pyarrow').table({'a': [1]})", {"a": [1]}),
        ("__import__('polars').DataFrame({'a': [1]})", {"a": [1]}),
    ],
)
def test_whatever_is_plainly_a_table_becomes_one(expression, columns):
    made = result(f"import numpy as np, pandas as pd\ntable = {expression}")
    assert made.to_dict("list") == columns


def test_numbers_in_the_byte_order_of_instruments_become_those_of_this_machine():
    script = """
import numpy as np, pandas as pd
records = np.array([(1, 2.5, 3), (4, 5.5, 6)], dtype=[("count", ">i4"), ("flux", ">f8"), ("row", ">i8")])
table = pd.DataFrame(records).set_index("row")
"""
    made = result(script)
    assert made.dtypes.astype(str).to_dict() == {"count": "int32", "flux": "float64"}
    expected = pd.DataFrame({"count": pd.array([1, 4], dtype="int32").to_numpy(), "flux": [2.5, 5.5]}, index=[3, 6])
    pd.testing.assert_frame_equal(made, expected.rename_axis("row"))
    assert len(RowFilter.from_settings({"expression": "count > 2"}).run(made, QuietContext())) == 1


@pytest.mark.parametrize(
    ("script", "results", "words"),
    [
        ("table = 3", ("table",), ['"table"', "a table", "int"]),
        ("table = object()", ("table",), ["object"]),
        ("table = []", ("table",), ["list"]),
        ("table = {'a': [1], 'b': [1, 2]}", ("table",), ["it is no table"]),
        ("table = None", ("table",), ["None"]),
        ("tabel = 1", ("table",), ["does not assign", '"table"', '"tabel"']),
        ("x = 1", ("table",), ["does not assign", "table = …"]),
        ("import pandas as pd\ntable = pd.DataFrame([[1, 2]], columns=['a', 'a'])", ("table",), ['called "a"']),
        ("found = {'a': [1]}", (VARIABLES,), ['"a"', "list"]),
        ("picture = 3", (VIEW,), ["matplotlib", "int"]),
        ("picture = 'no markup'", (VIEW,), ["str"]),
        ("model = 3", (MODEL,), ["a model", "int"]),
    ],
)
def test_what_is_something_else_is_refused_in_plain_words(script, results, words):
    message = error_of(script, results)
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", ["is empty"]),
        ("x = 1\ny = (", ["never closed", "line 2", "y = ("]),
        ("x = 1\n\ntable = tabel.dropna()", ["NameError", "tabel", "line 3", "table = tabel.dropna()"]),
        ("table['amout']", ["KeyError", "amout", "line 1", 'did you mean "amount"?']),
        ("x = {}['amount of all']", ["KeyError", "amount of all"]),
        ("table = pd.DataFrame()", ["NameError", "begin the script with `import pandas as pd`"]),
        ("def f():\n    return 1 / 0\n\nf()", ["ZeroDivisionError", "line 2", "return 1 / 0"]),
        ("import pandas as pd\npd.to_datetime(['x'], format='%Y')", ["ValueError", "line 2"]),
        ("raise SystemExit(3)", ["exit"]),
        ("raise ValueError", ["ValueError (line 1"]),
        ("x = 1\0", ["null"]),
    ],
)
def test_an_error_names_the_line_of_the_script(script, words):
    message = error_of(script, table=PEOPLE)
    assert all(word in message for word in words), message
    assert "site-packages" not in message


def test_print_and_knode_reach_the_run(tmp_path):
    context = QuietContext(seed=7, folder=tmp_path, secrets={"TOKEN": "hush"})
    script = (
        "print('rows:', len(table), sep=' ')\n"
        "print()\nknode.warn('odd')\nknode.progress(0.5, 'half')\n"
        "knode.check_cancelled()\n"
        "found = {'seed': knode.seed, 'folder': str(knode.folder), 'cores': knode.cores,\n"
        "'length': len(knode.secret('TOKEN'))}\n"
        "print('x' * 5000)"
    )
    made = result(script, (VARIABLES,), context, table=PEOPLE)
    assert made == {"seed": 7, "folder": str(tmp_path), "cores": 1, "length": 4}
    assert context.infos[0] == "rows: 3"
    assert context.infos[1].endswith("(5,000 characters)")
    assert (context.warnings, context.fractions) == (["odd"], [0.5])
    with pytest.raises(SecretMissing):
        result("knode.secret('OTHER')", context=context)


def test_a_script_may_define_what_a_module_may():
    script = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Pair:\n    a: int\n    b: str\n"
        "def double(x):\n    return [factor * each for each in x]\nfactor = 2\n"
        "if __name__ == '__main__':\n    found = {'a': Pair(1, 'x').a, 'b': double([3])[0]}"
    )
    assert result(script, (VARIABLES,)) == {"a": 1, "b": 6}


def test_print_with_a_file_writes_there(capsys, tmp_path):
    result("import sys\nprint('aside', file=sys.stderr)", table=PEOPLE)
    assert capsys.readouterr().err == "aside\n"


def test_a_stopped_run_stops_the_script():
    class Stopped(QuietContext):
        def check_cancelled(self):
            raise Cancelled

    with pytest.raises(Cancelled):
        result("while True:\n    knode.check_cancelled()", context=Stopped())


def test_figures_become_views_and_are_closed():
    from matplotlib import pyplot

    draw = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2, 3])\n"
    for assigned in ("picture = figure", "picture = axes", ""):
        made = result(draw + assigned, (VIEW,))
        assert isinstance(made, View)
        assert (made.title, made.media_type) == ("picture", "image/svg+xml")
        assert b"<svg" in made.content
        assert [media for media, _ in made.others] == ["image/png", "application/pdf"]
        assert [content[:4] for _, content in made.others] == [b"\x89PNG", b"%PDF"]
        assert made == result(draw + assigned, (VIEW,))
    assert pyplot.get_fignums() == []
    with pytest.raises(DataError):
        result(draw + "1 / 0", (VIEW,))
    assert pyplot.get_fignums() == []


def test_a_figure_of_very_many_marks_is_a_picture_of_dots():
    made = result(
        "import numpy as np\nfrom matplotlib.figure import Figure\npicture = Figure()\n"
        "picture.subplots().scatter(*np.random.default_rng(0).normal(size=(2, 30_000)))",
        (VIEW,),
    )
    assert made.media_type == "image/png"
    assert made.content.startswith(b"\x89PNG")
    assert [media for media, _ in made.others] == ["image/svg+xml", "application/pdf"]


def test_a_format_that_would_fill_the_disk_is_left_out(monkeypatch):
    monkeypatch.setattr("knode_nodes.script._given.LARGEST", 10_000)
    made = result("from matplotlib.figure import Figure\npicture = Figure()\npicture.subplots()", (VIEW,))
    assert made.media_type == "image/svg+xml"
    assert [media for media, _ in made.others] == ["application/pdf"]


def test_figures_of_scripts_that_run_at_once_are_not_mixed_up():
    script = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title(name['value'])\n"
    made = {}

    def work(name):
        made[name] = result(script, (VIEW,), name=Variables(value=name)).content

    threads = [threading.Thread(target=work, args=(f"title_{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made.values())) == 4


def test_markup_is_a_view():
    assert result("picture = '<h1>Hello</h1>'", (VIEW,)) == View("picture", "text/html", b"<h1>Hello</h1>")
    assert result("picture = '<svg></svg>'", (VIEW,)).media_type == "image/svg+xml"


def test_a_model_goes_through():
    model = Model("regressor", None, TableSpec(), TableSpec())
    assert result("model = given", (MODEL,), given=model) is model


def test_declared_columns_are_known_before_and_checked_after():
    columns = [{"name": "city", "dtype": "str"}, {"name": "n", "dtype": "int64"}]
    results = ({"name": "table", "columns": columns},)
    good = node("table = table[['city']].assign(n=1)", results=results)
    made = good.run(QuietContext(), table=PEOPLE)["table"]
    assert good.spec({"table": TableSpec.of(PEOPLE)}) == {"table": TableSpec.of(made)}
    assert node("x = 1").spec({"table": TableSpec.of(PEOPLE)}) == {"table": None}
    for script, words in [
        ("table = table[['city']].assign(n=1.0)", ['"n" (int64)', '"n" (float64)']),
        ("table = table[['city']]", ["2 columns, and has 1", '"n"']),
        ("table = table[['city']].assign(n=1, m=2)", ["2 columns, and has 3", '"m"']),
    ]:
        message = error_of(script, results, table=PEOPLE)
        assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"inputs": [{"name": "a b"}]}, "cannot be the name"),
        ({"inputs": [{"name": "class"}]}, "cannot be the name"),
        ({"inputs": [{"name": "knode"}]}, "is taken"),
        ({"results": [{"name": "a"}, {"name": "a"}]}, "two ports"),
        ({"results": [{"name": "a", "columns": [{"name": "x", "dtype": "number"}]}]}, "no dtype"),
    ],
)
def test_ports_that_cannot_be_are_refused_as_settings(settings, words):
    with pytest.raises(SettingError, match=words):
        PythonScript.from_settings(settings)


def test_ports_are_those_declared():
    ports = node("", inputs=("a", {"name": "b", "kind": "model", "optional": True}), results=(VIEW,)).ports()
    assert [(port.name, port.kind, port.optional) for port in ports.inputs] == [
        ("a", "table", False),
        ("b", "model", True),
    ]
    assert [(port.name, port.kind) for port in ports.outputs] == [("picture", "view")]


def test_a_script_that_reads_something_else_may_run_each_time(tmp_path):
    assert node("x = 1").fingerprint(tmp_path) is None
    each = node("x = 1", each_run=True)
    assert each.fingerprint(tmp_path) != each.fingerprint(tmp_path)


def test_the_backend_of_a_notebook_stays(monkeypatch):
    import matplotlib as mpl
    import matplotlib.pyplot

    monkeypatch.setitem(mpl.rcParams, "backend", "svg")
    result("import matplotlib.pyplot as plt\nplt.figure()\ntable = {'a': [1]}")
    assert mpl.get_backend() == "svg"


EXAMPLES = [
    Example({"script": "table['twice'] = table['amount'] * 2"}, {"table": PEOPLE}),
    Example(
        {
            "script": "table = table.dropna()\nfound = {'n': len(table)}",
            "results": [
                {"name": "table", "columns": [{"name": "city", "dtype": "str"}, {"name": "amount"}]},
                VARIABLES,
            ],
        },
        {"table": PEOPLE},
    ),
]


def test_tables_of_arrow_keep_long_numbers_beside_gaps():
    columns = "{'n': pa.array([2**53 + 1, None]), 'c': pa.array(['a', 'b']).dictionary_encode()}"
    script = f"import pyarrow as pa\ntable = pa.table({columns})"
    made = result(script, table=PEOPLE)
    assert made["n"].tolist() == [2**53 + 1, pd.NA]
    assert made["c"].dtype == "category"
    batch = result(script.replace("pa.table", "pa.record_batch"), table=PEOPLE)
    pd.testing.assert_frame_equal(batch, made)


def run_of(script):
    w = Workflow("scripts")
    data = w.add("io.TableCreator", id="data", text="x\n1\n2\n3")
    data >> w.add("script.PythonScript", id="script", script=f"import pandas as pd\n{script}")
    return w.run(trust=True)


def test_columns_that_tables_do_not_keep_come_out_with_their_values_and_a_word():
    made = run_of("table['s'] = pd.arrays.SparseArray([0, 1, 0])")
    assert made["script"].table["s"].tolist() == [0, 1, 0]
    assert made["script"].table["s"].dtype == "int64"
    assert [text for _, text in made.nodes["script"].messages] == ['"s" was sparse and is dense now']


def test_columns_that_no_table_holds_are_refused_with_a_line_that_helps():
    with pytest.raises(
        NodeFailed, match=r'has ranges .* such as by table\["s"\] = table\["s"\].cat.rename_categories\(str\)'
    ):
        run_of("table['s'] = pd.cut(table['x'], 2)").raise_if_failed()
