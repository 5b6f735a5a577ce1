"""Well-known tables to try things with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Example, Node, Spec, Table, TableSpec, setting

if TYPE_CHECKING:
    import pandas as pd

LOADERS = {
    "iris": "load_iris",
    "wine": "load_wine",
    "breast_cancer": "load_breast_cancer",
    "diabetes": "load_diabetes",
    "digits": "load_digits",
}


class ExampleData(Node):
    """Give a small table that many books use, to try a workflow before the own data is there.

    - iris: 150 flowers. Length and width of sepal and petal in cm; `target` is the species: setosa, versicolor or
      virginica.
    - wine: 178 Italian wines. 13 measures such as alcohol, color_intensity and proline; `target` is the grower:
      class_0, class_1 or class_2.
    - breast_cancer: 569 tumours. 30 measures of cell nuclei: mean, error and worst of radius, texture, area and others;
      `target` is the diagnosis: malignant or benign.
    - diabetes: 442 patients. Age, sex, body mass index (bmi), blood pressure (bp) and six blood values (s1 to s6), all
      scaled around zero; `target` is a number: how far the disease has gone a year later.
    - digits: 1,797 handwritten digits. The darkness, 0 to 16, of 8 × 8 points (pixel_0_0 to pixel_7_7); `target` is the
      digit: 0 to 9.

    The column `target` has that role (see Set Roles), so that learners predict it by themselves.

    Example: choose iris and send it to Random Forest Learner.
    """

    pack = "io"
    icon = "example-data"
    keywords = (
        "Datasets",
        "Data Set",
        "sample data",
        "sklearn.datasets",
        "iris",
        "wine",
        "breast cancer",
        "digits",
        "demo",
    )
    example = Example({"name": "iris"})

    name: Literal["iris", "wine", "breast_cancer", "diabetes", "digits"] = setting("iris", "Table to give.")

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The columns of the chosen table; `target` is the one to predict."""
        return {"table": TableSpec.of(self._load())}

    def run(self) -> Table:
        """The chosen table."""
        return self._load()

    def _load(self) -> pd.DataFrame:
        """The table, whose column `target` has that role."""
        table = self._read()
        table.attrs = {"roles": {"target": "target"}}
        return table

    def _read(self) -> pd.DataFrame:
        import pandas as pd
        import sklearn.datasets

        bunch = getattr(sklearn.datasets, LOADERS[self.name])(as_frame=True)
        table: pd.DataFrame = bunch.data
        if self.name == "diabetes":
            return table.assign(target=bunch.target)
        labels = pd.Index([str(label) for label in bunch.target_names], dtype="str")
        return table.assign(target=pd.Categorical.from_codes(bunch.target, categories=labels))
