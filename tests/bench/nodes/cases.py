"""All cases by name."""

from __future__ import annotations

from tests.bench.nodes.case import Case
from tests.bench.nodes.columns import COLUMNS
from tests.bench.nodes.files import FILES
from tests.bench.nodes.fitted import FITTED
from tests.bench.nodes.formulas import FORMULAS
from tests.bench.nodes.groups import GROUPS
from tests.bench.nodes.learners import LEARNERS
from tests.bench.nodes.measures import MEASURES
from tests.bench.nodes.models import MODELS
from tests.bench.nodes.parts import PARTS
from tests.bench.nodes.rows import ROWS
from tests.bench.nodes.writing import WRITING

CASES: dict[str, Case] = {
    case.name: case
    for case in (*FORMULAS, *ROWS, *PARTS, *GROUPS, *COLUMNS, *FITTED, *FILES, *WRITING, *LEARNERS, *MODELS, *MEASURES)
}
