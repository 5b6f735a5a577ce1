"""People find a node by the name that it has in the tool they come from."""

from __future__ import annotations

import time

import pytest

from knode.core.catalogue import Catalogue
from tests.measuring import slowness

CATALOGUE = Catalogue()

KNIME = {
    "GroupBy": "prep.GroupBy",
    "Column Appender": "prep.AppendColumns",
    "String Manipulation": "prep.Formula prep.StringCleaner",
    "Math Formula": "prep.Formula",
    "Rule Engine": "prep.Formula",
    "Rule-based Row Filter": "prep.RowFilter",
    "Nominal Value Row Filter": "prep.RowFilter",
    "Reference Row Filter": "prep.MatchRows",
    "Missing Value": "prep.MissingValues",
    "Duplicate Row Filter": "prep.DuplicateRows",
    "Column Rename": "prep.RenameColumns",
    "Sorter": "prep.Sorter",
    "String To Number": "prep.CastColumns",
    "Number To String": "prep.CastColumns",
    "Double To Int": "prep.CastColumns prep.RoundNumbers",
    "Column Expressions": "prep.Formula",
    "Partitioning": "prep.Partition",
    "Column Resorter": "prep.ReorderColumns",
    "Row Splitter": "prep.RowSplitter",
    "Table Row to Variable": "flow.RowToVariables",
    "Table Row To Variable Loop Start": "flow.Loop",
    "Group Loop Start": "flow.Loop",
    "Chunk Loop Start": "flow.Loop",
    "Loop End": "flow.Loop",
    "Pivoting": "prep.Pivot",
    "Unpivoting": "prep.Unpivot",
    "String to Date&Time": "prep.CastColumns",
    "Date&Time Part Extractor": "prep.DateParts",
    "Date&Time Difference": "prep.DateDifference",
    "Constant Value Column": "prep.Formula",
    "File Reader": "io.CsvReader",
    "Cell Splitter": "prep.SplitColumn",
    "String Replacer": "prep.ReplaceValues",
    "Normalizer": "prep.Normalizer",
    "DB Query Reader": "io.DatabaseReader",
    "Table Manipulator": "prep.ColumnFilter",
    "RowID": "prep.RowId",
    "Transpose": "prep.Transpose",
    "Column Combiner": "prep.CombineColumns",
    "Column Aggregator": "prep.ColumnAggregator",
    "Column Merger": "prep.CoalesceColumns",
    "List Files/Folders": "io.ListFiles",
    "Decision Tree Predictor": "learn.ApplyModel",
    "Regression Predictor": "learn.ApplyModel",
    "Linear Regression Learner": "learn.LinearRegressionLearner",
    "Scorer": "evaluate.Scorer",
    "Numeric Scorer": "evaluate.RegressionScorer",
    "k-Means": "learn.KMeansLearner",
    "Value Counter": "prep.ValueCounts",
    "GET Request": "io.HttpRequest",
    "CASE Switch Start": "flow.Switch",
    "Try (Data Ports)": "flow.TryCatch",
    "Lag Column": "prep.WindowAggregate prep.WindowFormula",
    "Moving Average": "prep.WindowAggregate",
    "X-Partitioner": "learn.CrossValidate prep.Partition",
    "Capture Workflow Start": "deploy.CaptureStart",
    "Workflow Executor": "deploy.WorkflowExecutor",
    "Linear Correlation": "visualize.CorrelationMatrix",
    "Data Explorer": "visualize.DataProfile",
    "ROC Curve": "evaluate.RocCurve",
    "Numeric Outliers": "prep.Outliers",
    "Auto-Binner": "prep.Binner",
    "Category To Number": "prep.OrdinalEncoder",
    "One to Many": "prep.OneHotEncoder",
    "PCA": "prep.Pca",
    "SMOTE": "prep.BalanceClasses",
    "Low Variance Filter": "prep.FeatureSelector",
    "Parameter Optimization Loop Start": "learn.ParameterOptimizer",
    "Binary Classification Inspector": "evaluate.ThresholdTuner",
    "Denormalizer": "prep.Denormalizer",
}
ORANGE = {
    "File": "io.CsvReader io.ExcelReader io.ReadFiles",
    "Select Rows": "prep.RowFilter",
    "Select Columns": "prep.ColumnFilter",
    "Data Sampler": "prep.SampleRows prep.Partition",
    "Impute": "prep.MissingValues",
    "Continuize": "prep.OneHotEncoder prep.OrdinalEncoder",
    "Feature Constructor": "prep.Formula",
    "Merge Data": "prep.Joiner",
    "Edit Domain": "prep.SetRoles prep.RenameColumns prep.CastColumns",
    "Pivot Table": "prep.Pivot",
    "Melt": "prep.Unpivot",
    "Unique": "prep.DuplicateRows",
    "Randomize": "prep.Shuffle",
    "Predictions": "learn.ApplyModel",
    "Test and Score": "evaluate.Scorer evaluate.RegressionScorer learn.CompareModels learn.CrossValidate",
    "Feature Statistics": "visualize.DataProfile",
    "Tree Viewer": "visualize.TreeView",
    "Data Table": "visualize.TableView",
    "Distributions": "visualize.Histogram",
    "Heat Map": "visualize.Heatmap",
    "Paint Data": "io.TableCreator",
    "Calibration Plot": "evaluate.CalibrationCurve",
    "Discretize": "prep.Binner",
    "Explain Prediction": "explain.ShapWaterfall explain.ShapExplainer",
}
ALTERYX = {
    "Input Data": "io.CsvReader io.DatabaseReader io.ExcelReader",
    "Output Data": "io.CsvWriter io.DatabaseWriter io.ExcelWriter",
    "Browse": "visualize.DataProfile visualize.TableView",
    "Filter": "prep.RowFilter",
    "Formula": "prep.Formula",
    "Multi-Row Formula": "prep.WindowFormula",
    "Sample": "prep.SampleRows",
    "Record ID": "prep.RowId",
    "Data Cleansing": "prep.StringCleaner prep.MissingValues",
    "Join": "prep.Joiner",
    "Union": "prep.Concatenate",
    "Find Replace": "prep.LookUp prep.ReplaceValues",
    "Append Fields": "prep.CrossJoin",
    "Summarize": "prep.GroupBy",
    "Cross Tab": "prep.Pivot",
    "Text To Columns": "prep.SplitColumn",
    "RegEx": "prep.RegexExtract",
    "Running Total": "prep.WindowFormula prep.WindowAggregate",
    "Count Records": "prep.ValueCounts",
    "Auto Field": "prep.CastColumns",
    "Create Samples": "prep.Partition",
    "Forest Model": "learn.RandomForestLearner",
    "Boosted Model": "learn.HistGradientBoostingLearner",
    "Directory": "io.ListFiles",
    "Batch Macro": "flow.Loop",
    "Field Summary": "visualize.DataProfile",
    "Lift Chart": "evaluate.LiftAndGain",
    "Oversample Field": "prep.BalanceClasses",
    "Tile": "prep.Binner",
}
OTHERS = {
    "drop_duplicates": "prep.DuplicateRows",
    "drop duplicates": "prep.DuplicateRows",
    "get_dummies": "prep.OneHotEncoder",
    "fillna": "prep.MissingValues",
    "train_test_split": "prep.Partition",
    "train-test-split": "prep.Partition",
    "merge_asof": "prep.AsOfJoin",
    "pivot_table": "prep.Pivot",
    "value_counts": "prep.ValueCounts",
    "where": "prep.RowFilter",
    "UNION ALL": "prep.Concatenate",
    "left join": "prep.Joiner prep.LookUp",
    "VLOOKUP": "prep.Joiner prep.LookUp",
    "kmeans": "learn.KMeansLearner",
    "GridSearchCV": "learn.ParameterOptimizer",
    "permutation_importance": "explain.PermutationImportance",
    "weekday": "prep.DateParts",
    "xgboost": "learn.HistGradientBoostingLearner",
}
SLIPS = {
    "gruop by": "prep.GroupBy",
    "grupby": "prep.GroupBy",
    "mising values": "prep.MissingValues",
    "randm forest": "learn.RandomForestLearner",
    "duplicat rows": "prep.DuplicateRows",
    "vlokup": "prep.Joiner prep.LookUp",
    "concatinate": "prep.Concatenate",
    "joinr": "prep.Joiner",
    "histogramm": "visualize.Histogram",
    "partitoning": "prep.Partition",
    "mising valeus": "prep.MissingValues",
}


def first(typed: str, expected: str) -> bool:
    """Whether the best hit is one of those that are right."""
    return CATALOGUE.search(typed)[0].entry.type in expected.split()


@pytest.mark.parametrize("names", [KNIME, ORANGE, ALTERYX, OTHERS], ids=["KNIME", "Orange", "Alteryx", "others"])
def test_a_node_comes_first_by_its_name_elsewhere(names: dict[str, str]) -> None:
    wrong = {typed: CATALOGUE.search(typed)[:3] for typed, expected in names.items() if not first(typed, expected)}
    assert not {typed: [hit.entry.type for hit in hits] for typed, hits in wrong.items()}


def test_a_slip_in_a_word_or_one_in_each_of_two_does_not_matter() -> None:
    wrong = {typed: CATALOGUE.search(typed)[:3] for typed, expected in SLIPS.items() if not first(typed, expected)}
    assert not {typed: [hit.entry.type for hit in hits] for typed, hits in wrong.items()}


def test_a_word_too_many_still_finds_the_node() -> None:
    assert "learn.KMeansLearner" in [hit.entry.type for hit in CATALOGUE.search("kmeans something")]


def test_what_only_the_help_says_is_found_last() -> None:
    hits = CATALOGUE.search("counted before joined")
    assert [hit.entry.type for hit in hits] == ["prep.Joiner"]
    assert hits[0].score < CATALOGUE.search("joner")[0].score


def test_few_words_of_many_are_not_enough() -> None:
    assert CATALOGUE.search("qqq www zzz join") == []


def test_a_whole_page_that_was_pasted_finds_nothing_and_takes_no_time() -> None:
    start = time.process_time()
    CATALOGUE.search("every word of a long page " * 1_000)
    assert time.process_time() - start < slowness()
