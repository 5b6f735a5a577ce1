"""The files of a new pack, for `knode new-pack`. In them `@@…@@` stands for the pack's own names."""

from __future__ import annotations

from collections.abc import Mapping

PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27,<2"]
build-backend = "hatchling.build"

[project]
name = "@@distribution@@"
version = "0.1.0"
description = "Nodes for knode"
readme = "README.md"
@@license@@requires-python = ">=3.11"
dependencies = ["knode>=@@knode@@"]

[project.optional-dependencies]
test = ["pytest>=8"]

# The name of the pack, and the package that holds its nodes.
[project.entry-points."knode.nodes"]
@@pack@@ = "@@package@@"

[tool.hatch.build.targets.wheel]
packages = ["src/@@package@@"]

[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
"""
INIT = '''\
"""The pack @@pack@@: each module holds one node, and is called as its class in snake_case."""
'''
NODE = '''\
"""Scale Numbers: multiplies columns of numbers."""

from __future__ import annotations

from knode.api import Columns, DataError, Example, Node, Table, column_type, quoted, setting


class ScaleNumbers(Node):
    """Multiply columns of numbers by a factor.

    Missing values stay missing, and the other columns stay as they are.

    Example: prices in dollars with the factor 0.92 become prices in euros.
    """

    pack = "@@pack@@"
    keywords = ("Multiply", "Unit Converter")
    example = Example({"columns": ["price"], "factor": 0.92})
    rowwise = True

    columns: Columns = setting(Columns.typed("number"), "The columns to multiply.")
    factor: float = setting(1.0, "What each number is multiplied by.")

    def run(self, table: Table) -> Table:
        names = self.columns.of(table, port="table")
        for name in names:
            if column_type(table[name].dtype) != "number":
                raise DataError(f"{quoted(name)} holds no numbers: choose columns that do", port="table", column=name)
        return table.assign(**{name: table[name] * self.factor for name in names})
'''
TEST = '''\
"""Scale Numbers."""

from __future__ import annotations

import pandas as pd
import pytest
from knode.api import DataError, Example, check_node

from @@package@@.scale_numbers import ScaleNumbers

TABLE = pd.DataFrame(
    {
        "price": [2.0, None, -1.5],
        "pieces": pd.array([1, 2, None], dtype="Int64"),
        "name": ["a", None, "é"],
    },
    index=[3, 1, 7],
)
EXAMPLES = [
    Example({"factor": 2.0}, {"table": TABLE}),
    Example({"columns": ["price"], "factor": 0.5}, {"table": TABLE}),
    Example({"factor": 3.0}, {"table": TABLE.iloc[:0]}),
]


def test_it_passes_the_checks_that_every_node_passes() -> None:
    check_node(ScaleNumbers, EXAMPLES)


def test_numbers_are_multiplied_and_all_else_stays() -> None:
    made = ScaleNumbers(factor=2.0).run(TABLE)
    assert made["price"].dropna().tolist() == [4.0, -3.0]
    assert made["pieces"].dropna().tolist() == [2, 4]
    assert made["name"].equals(TABLE["name"])


def test_a_column_of_texts_is_refused_by_name() -> None:
    with pytest.raises(DataError, match="name"):
        ScaleNumbers.from_settings({"columns": ["name"]}).run(TABLE)
'''
README = """\
# @@distribution@@

Nodes for [knode](https://pypi.org/project/knode/), in the pack `@@pack@@`.

```console
$ pip install -e ".[test]"
$ pytest
$ knode nodes --pack @@pack@@
```

A node is one class in a module of `src/@@package@@`, called as the class in snake_case: its docstring is the help, its typed
fields are the settings, the signature of `run` tells the ports. Nothing else has to be changed for a new one.
"""
IGNORED = """\
/.venv/
/build/
/dist/
__pycache__/
.pytest_cache/
*.egg-info/
.knode/
"""
MIT = """\
MIT License

Copyright (c) @@year@@ The authors of @@distribution@@

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
BSD = """\
BSD 3-Clause License

Copyright (c) @@year@@, The authors of @@distribution@@

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
LICENSES = {"MIT": MIT, "BSD-3-Clause": BSD, "none": ""}
FILES = {
    "pyproject.toml": PYPROJECT,
    "README.md": README,
    ".gitignore": IGNORED,
    "src/@@package@@/__init__.py": INIT,
    "src/@@package@@/scale_numbers.py": NODE,
    "tests/test_scale_numbers.py": TEST,
}


def files(license: str, names: Mapping[str, str]) -> dict[str, str]:
    """The files of a pack by their place in its folder; `names` stands in for what is between the marks."""
    licensed = f'license = "{license}"\nlicense-files = ["LICENSE"]\n' if LICENSES[license] else ""
    known = {**names, "license": licensed}
    texts = {**FILES, **({"LICENSE": LICENSES[license]} if LICENSES[license] else {})}
    return {_filled(place, known): _filled(text, known) for place, text in texts.items()}


def _filled(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"@@{name}@@", value)
    return text
