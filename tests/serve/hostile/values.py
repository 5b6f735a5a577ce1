"""Values to send: rows that are good, rows that nearly are, and any JSON at all."""

from __future__ import annotations

from hypothesis import strategies as st

COLUMNS = ("income", "calls", "active", "city", "plan")
TYPES = {"income": "FP64", "calls": "INT64", "active": "BOOL", "city": "BYTES", "plan": "BYTES"}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
cells = {
    "income": st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    "calls": st.integers(-(2**53), 2**53) | st.integers(0, 20),
    "active": st.booleans(),
    # An empty text and nothing at all are the same in CSV.
    "city": st.sampled_from(["Bern", "Rome", "Oslo", "Żabno"]) | texts.filter(bool),
    "plan": st.sampled_from(["basic", "extra"]) | texts.filter(bool),
}
rows_of = st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=12)

# ---- anything at all

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**400), 10**400)
names = st.sampled_from([*COLUMNS, "rows", "row", "columns", "split", "data", "inputs", "prediction", ""]) | texts
scalars = st.none() | st.booleans() | numbers | texts | st.sampled_from(["NaN", "inf", "2020-01-01", "1e400", "true"])
anything = st.recursive(
    scalars, lambda part: st.lists(part, max_size=4) | st.dictionaries(names, part, max_size=4), max_leaves=12
)
odd_rows = st.lists(
    st.dictionaries(names, anything, max_size=7) | st.fixed_dictionaries(cells, optional={"other": scalars}) | anything,
    max_size=5,
)
near_rows = st.lists(
    st.fixed_dictionaries({name: cell | scalars for name, cell in cells.items()}, optional={"other": scalars}),
    max_size=5,
)
cells_of_one = st.lists(anything, max_size=4) | anything
some_columns = st.dictionaries(names, cells_of_one) | anything
some_data = st.lists(st.lists(anything, max_size=6) | anything, max_size=4) | anything
some_split = st.fixed_dictionaries({"columns": st.lists(names | anything, max_size=6) | anything, "data": some_data})
tables = st.one_of(
    anything,
    odd_rows,
    near_rows,
    st.fixed_dictionaries({"rows": odd_rows | near_rows}),
    st.fixed_dictionaries({"row": anything}),
    st.fixed_dictionaries({"columns": some_columns}),
    st.fixed_dictionaries({"split": some_split}),
)
sizes = st.fixed_dictionaries({"binary_data_size": st.integers(-1, 40)}) | anything
tensors = st.fixed_dictionaries(
    {
        "name": names | anything,
        "datatype": st.sampled_from([*TYPES.values(), "FP16", "UINT8", "X"]) | anything,
        "shape": st.lists(st.integers(-1, 4), max_size=3) | anything,
    },
    optional={"data": st.lists(scalars, max_size=5) | anything, "parameters": sizes},
)
asked = st.fixed_dictionaries({"name": st.sampled_from(["prediction", "x"])}, optional={"parameters": anything})
inferences = st.fixed_dictionaries(
    {"inputs": st.lists(tensors | anything, max_size=6) | anything},
    optional={
        "id": texts | anything,
        "parameters": st.dictionaries(st.sampled_from(["binary_data_output", "x"]), anything) | anything,
        "outputs": st.lists(asked | anything, max_size=3) | anything,
    },
)
