<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerView</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanvasTip</name>
    <message numerus="yes">
        <source>Component of %n node(s)</source>
        <translation>
            <numerusform>Component of %n node</numerusform>
            <numerusform>Component of %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more warning(s)</source>
        <translation>
            <numerusform>and %n more warning</numerusform>
            <numerusform>and %n more warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message numerus="yes">
        <source>%n node(s) in all</source>
        <translation>
            <numerusform>%n node in all</numerusform>
            <numerusform>%n nodes in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeployPanel</name>
    <message numerus="yes">
        <source>%n node(s) go into the bundle</source>
        <translation>
            <numerusform>%n node goes into the bundle</numerusform>
            <numerusform>%n nodes go into the bundle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameItem</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignatureList</name>
    <message numerus="yes">
        <source>%n column(s) that nothing needs</source>
        <translation>
            <numerusform>%n column that nothing needs</numerusform>
            <numerusform>%n columns that nothing needs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%n problem(s): show them</source>
        <translation>
            <numerusform>%n problem: show it</numerusform>
            <numerusform>%n problems: show them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>evaluate.CalibrationCurve</name>
    <message>
        <source>How</source>
        <translation>Bins of equal</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>evaluate.ClusterScorer</name>
    <message>
        <source>Cluster</source>
        <translation>Cluster column</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Noise is called</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Target, the true groups</translation>
    </message>
</context>
<context>
    <name>evaluate.ConfusionMatrix</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Share of</translation>
    </message>
</context>
<context>
    <name>evaluate.ErrorsBySegment</name>
    <message>
        <source>Bins</source>
        <translation>Bins of numbers and dates</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns that make segments</translation>
    </message>
    <message>
        <source>Fewest</source>
        <translation>Fewest rows of a segment</translation>
    </message>
</context>
<context>
    <name>evaluate.LearningCurve</name>
    <message>
        <source>Points</source>
        <translation>Points of the curve</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Smallest part</translation>
    </message>
</context>
<context>
    <name>evaluate.LiftAndGain</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>evaluate.PrecisionRecallCurve</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>evaluate.RegressionScorer</name>
    <message>
        <source>Features</source>
        <translation>Features of the model (for adjusted R²)</translation>
    </message>
</context>
<context>
    <name>evaluate.RocCurve</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>evaluate.Scorer</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>evaluate.ThresholdTuner</name>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>explain.PartialDependence</name>
    <message>
        <source>Center</source>
        <translation>Center lines at 0</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lines of single rows</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other column (optional)</translation>
    </message>
    <message>
        <source>Outermost</source>
        <translation>Outermost share left out</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Steps along the column</translation>
    </message>
</context>
<context>
    <name>explain.PermutationImportance</name>
    <message>
        <source>Groups</source>
        <translation>Groups shuffled together</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score to measure</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>explain.ShapDependence</name>
    <message>
        <source>Shade</source>
        <translation>Shade by</translation>
    </message>
</context>
<context>
    <name>explain.ShapExplainer</name>
    <message>
        <source>Background</source>
        <translation>Background rows</translation>
    </message>
</context>
<context>
    <name>explain.ShapWaterfall</name>
    <message>
        <source>Key</source>
        <translation>Key column, instead</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Row number, from 0</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value of the key</translation>
    </message>
</context>
<context>
    <name>explain.SurrogateTree</name>
    <message>
        <source>Held out</source>
        <translation>Held out share, to measure</translation>
    </message>
    <message>
        <source>Max leaves</source>
        <translation>Max leaves (rules)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Min rows of a rule</translation>
    </message>
</context>
<context>
    <name>flow.Loop</name>
    <message>
        <source>Collect</source>
        <translation>Collect outputs, how</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Input to split</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Mark iterations in columns</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Over what</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Parallel iterations</translation>
    </message>
</context>
<context>
    <name>flow.MergeBranches</name>
    <message>
        <source>None</source>
        <translation>None active</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Several branches active</translation>
    </message>
</context>
<context>
    <name>flow.MergeVariables</name>
    <message>
        <source>Clash</source>
        <translation>Clash of names</translation>
    </message>
</context>
<context>
    <name>flow.RowToVariables</name>
    <message>
        <source>Absent</source>
        <translation>Absent row</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Row number, from 0</translation>
    </message>
</context>
<context>
    <name>flow.Switch</name>
    <message>
        <source>By</source>
        <translation>By what</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown values</translation>
    </message>
</context>
<context>
    <name>flow.TryCatch</name>
    <message>
        <source>Back off</source>
        <translation>Back off by factor</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Only errors of kind</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Wait before the second attempt</translation>
    </message>
</context>
<context>
    <name>io.CsvReader</name>
    <message>
        <source>Bad lines</source>
        <translation>Bad lines (wrong number of columns)</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comment lines begin with</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates, order of day and month</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>Decimal mark</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header in the first row</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing: texts that mean no value</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Quote around texts</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>Thousands mark</translation>
    </message>
</context>
<context>
    <name>io.CsvWriter</name>
    <message>
        <source>Header</source>
        <translation>Header with column names</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index (row labels) too</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values as</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>Quotes around texts</translation>
    </message>
</context>
<context>
    <name>io.DatabaseConnector</name>
    <message>
        <source>Reuse</source>
        <translation>Reuse earlier results</translation>
    </message>
</context>
<context>
    <name>io.DatabaseReader</name>
    <message>
        <source>Reuse</source>
        <translation>Reuse earlier results</translation>
    </message>
</context>
<context>
    <name>io.ExcelWriter</name>
    <message>
        <source>Header</source>
        <translation>Header with column names</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index (row labels) too</translation>
    </message>
</context>
<context>
    <name>io.HttpRequest</name>
    <message>
        <source>At</source>
        <translation>At: where the records are in JSON</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Requests at once</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>Reuse earlier answers</translation>
    </message>
</context>
<context>
    <name>io.JsonReader</name>
    <message>
        <source>At</source>
        <translation>At: where the rows are</translation>
    </message>
</context>
<context>
    <name>io.TableCreator</name>
    <message>
        <source>Columns</source>
        <translation>Names of the columns</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text, instead of cells</translation>
    </message>
</context>
<context>
    <name>learn.ApplyModel</name>
    <message>
        <source>Prefix</source>
        <translation>Prefix of new columns</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Probabilities of the classes too</translation>
    </message>
</context>
<context>
    <name>learn.CompareModels</name>
    <message>
        <source>Columns</source>
        <translation>Columns of predictions</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key of the rows</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of the models</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Samples drawn again</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.CrossValidate</name>
    <message>
        <source>How</source>
        <translation>How rows are dealt</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Input of the rows</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Output with the model</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Parallel folds</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>learn.DbscanLearner</name>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distance measured as</translation>
    </message>
    <message>
        <source>Min rows</source>
        <translation>Min rows near, to be dense</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Reach (distance of neighbors)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.DecisionTreeLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Criterion of a question</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Max depth (questions in a row)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Min rows in a leaf</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Prune branches that gain less than</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.GaussianMixtureLearner</name>
    <message>
        <source>Attempts</source>
        <translation>Attempts, of which the best counts</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Clusters (groups)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probability of the cluster too</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Shape of the groups</translation>
    </message>
</context>
<context>
    <name>learn.HierarchicalClusteringLearner</name>
    <message>
        <source>Clusters</source>
        <translation>Clusters at the end</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distance measured as</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>Linkage of groups</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of rows, from column</translation>
    </message>
</context>
<context>
    <name>learn.HistGradientBoostingLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterations that add trees</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2: penalty of corrections</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Max depth (questions in a row)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Min rows in a leaf</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Patience, in iterations</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.IsolationForestLearner</name>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Share of outliers</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.KMeansLearner</name>
    <message>
        <source>Attempts</source>
        <translation>Attempts, of which the best counts</translation>
    </message>
    <message>
        <source>Center distance</source>
        <translation>Center distance too</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Clusters (groups)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.LinearRegressionLearner</name>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.LogisticRegressionLearner</name>
    <message>
        <source>C</source>
        <translation>C: closeness to the rows</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Penalty of coefficients</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.NaiveBayesLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.NearestNeighborsLearner</name>
    <message>
        <source>Distance</source>
        <translation>Distance measured as</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Neighbors</source>
        <translation>Neighbors that decide</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
</context>
<context>
    <name>learn.NeuralNetworkLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha: penalty of large weights</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers, neurons in each</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Patience, in rounds</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.ParameterOptimizer</name>
    <message>
        <source>How</source>
        <translation>How rows are dealt</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Input of the rows</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Output with the model</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Parallel folds</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive class</translation>
    </message>
</context>
<context>
    <name>learn.RandomForestLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Max depth (questions in a row)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Min rows in a leaf</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>Trees that vote</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.RegularizedRegressionLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha: strength of the penalty</translation>
    </message>
    <message>
        <source>L1 ratio</source>
        <translation>L1 ratio of elastic net</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.ScikitLearnEstimator</name>
    <message>
        <source>Column</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>learn.SupportVectorMachineLearner</name>
    <message>
        <source>C</source>
        <translation>C: closeness to the rows</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Class weight by</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>Degree of the polynomial</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon: errors that are none</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma: nearness that counts</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task (class or number)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight column</translation>
    </message>
</context>
<context>
    <name>prep.AppendColumns</name>
    <message>
        <source>Clashes</source>
        <translation>Columns of the same name</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Tables of different lengths</translation>
    </message>
</context>
<context>
    <name>prep.AsOfJoin</name>
    <message>
        <source>Direction</source>
        <translation>Look for a partner</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Keep left rows</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>Left time or number</translation>
    </message>
    <message>
        <source>Right on</source>
        <translation>Right time or number</translation>
    </message>
    <message>
        <source>Same counts</source>
        <translation>The same time counts</translation>
    </message>
</context>
<context>
    <name>prep.BalanceClasses</name>
    <message>
        <source>Mark</source>
        <translation>Mark new rows in a column</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Ratio of rarest to most frequent</translation>
    </message>
</context>
<context>
    <name>prep.Binner</name>
    <message>
        <source>Closed</source>
        <translation>Closed side of a bin</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Beyond the outermost edges</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Bins become</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels of the bins</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Least rows per bin</translation>
    </message>
</context>
<context>
    <name>prep.CastColumns</name>
    <message>
        <source>Casts</source>
        <translation>Columns and their new types</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Values that cannot be converted</translation>
    </message>
</context>
<context>
    <name>prep.CoalesceColumns</name>
    <message>
        <source>Empty texts</source>
        <translation>Empty texts are</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Mixed types</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name of the new column</translation>
    </message>
</context>
<context>
    <name>prep.ColumnAggregator</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
</context>
<context>
    <name>prep.CombineColumns</name>
    <message>
        <source>How</source>
        <translation>Combine by</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name of the new column</translation>
    </message>
</context>
<context>
    <name>prep.CompareTables</name>
    <message>
        <source>Keys</source>
        <translation>Keys (empty: by position)</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Most cells to list</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relative tolerance</translation>
    </message>
</context>
<context>
    <name>prep.Concatenate</name>
    <message>
        <source>Columns</source>
        <translation>Columns to keep</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Columns of different types</translation>
    </message>
    <message>
        <source>Renumber</source>
        <translation>Renumber the rows</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source column, its name</translation>
    </message>
</context>
<context>
    <name>prep.DateDifference</name>
    <message>
        <source>Answer</source>
        <translation>Answer in</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fixed date</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End column</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start column</translation>
    </message>
</context>
<context>
    <name>prep.DateParts</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Time zone</translation>
    </message>
</context>
<context>
    <name>prep.Denormalizer</name>
    <message>
        <source>Further</source>
        <translation>Further columns</translation>
    </message>
</context>
<context>
    <name>prep.DuplicateRows</name>
    <message>
        <source>Choose</source>
        <translation>Choose which row</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns to compare</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Count column, its name</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep of duplicates</translation>
    </message>
</context>
<context>
    <name>prep.Explode</name>
    <message>
        <source>Empty</source>
        <translation>Rows without items</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number column, its name</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Trim spaces of items</translation>
    </message>
</context>
<context>
    <name>prep.FlattenJson</name>
    <message>
        <source>Invalid</source>
        <translation>Invalid JSON</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original column</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Paths of the values</translation>
    </message>
</context>
<context>
    <name>prep.FormatDate</name>
    <message>
        <source>Zone</source>
        <translation>Time zone</translation>
    </message>
</context>
<context>
    <name>prep.GroupBy</name>
    <message>
        <source>Keys</source>
        <translation>Keys to group by</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Rows with missing keys</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of the results</translation>
    </message>
</context>
<context>
    <name>prep.Joiner</name>
    <message>
        <source>Left keys</source>
        <translation>Left keys (empty: same names)</translation>
    </message>
    <message>
        <source>Right keys</source>
        <translation>Right keys (empty: as left)</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>Expect of the keys</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How to join</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>Ignore case of keys</translation>
    </message>
    <message>
        <source>Most rows</source>
        <translation>Most rows to give</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Keys repeated in both tables</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Unmatched rows as outputs</translation>
    </message>
</context>
<context>
    <name>prep.LookUp</name>
    <message>
        <source>Keys</source>
        <translation>Keys (empty: same names)</translation>
    </message>
    <message>
        <source>Lookup keys</source>
        <translation>Lookup keys (empty: as keys)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns to add</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Keys repeated in the lookup table</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Suffix of new names</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Rows without a match</translation>
    </message>
</context>
<context>
    <name>prep.MatchRows</name>
    <message>
        <source>Keys</source>
        <translation>Keys (empty: same names)</translation>
    </message>
    <message>
        <source>Reference keys</source>
        <translation>Reference keys (empty: as keys)</translation>
    </message>
</context>
<context>
    <name>prep.MissingValues</name>
    <message>
        <source>Dates</source>
        <translation>Fill dates with</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indicators of what was filled</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Fill numbers with</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Fill texts with</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Fixed values of single columns</translation>
    </message>
</context>
<context>
    <name>prep.OneHotEncoder</name>
    <message>
        <source>Dtype</source>
        <translation>Stored as</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Least rows per value</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Most values per column</translation>
    </message>
    <message>
        <source>Rare</source>
        <translation>Rare values</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separator in new names</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown values</translation>
    </message>
</context>
<context>
    <name>prep.OrdinalEncoder</name>
    <message>
        <source>First</source>
        <translation>First number</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order of values</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders of single columns</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown values</translation>
    </message>
</context>
<context>
    <name>prep.Outliers</name>
    <message>
        <source>Side</source>
        <translation>Outliers on side</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Treatment of outliers</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Width of the limits</translation>
    </message>
</context>
<context>
    <name>prep.Partition</name>
    <message>
        <source>Count</source>
        <translation>Rows in the first part</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Draw rows</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>Fraction in the first part</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Keep groups together by</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Split into</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size of the first part as</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>Stratify by</translation>
    </message>
</context>
<context>
    <name>prep.Pca</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
</context>
<context>
    <name>prep.Pivot</name>
    <message>
        <source>Aggregations</source>
        <translation>Aggregations in the cells</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Column that makes the columns</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Fill empty cells with</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys that make the rows</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit of new columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Rows without a column value</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Rows with missing keys</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of new columns</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order of new columns</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Values to make columns of</translation>
    </message>
</context>
<context>
    <name>prep.Rank</name>
    <message>
        <source>By</source>
        <translation>Rank by</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups ranked for themselves</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Method for equal rows</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Rows with missing values</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name of the new column</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Share instead of number</translation>
    </message>
</context>
<context>
    <name>prep.RegexExtract</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original column</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of new columns</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Unmatched texts</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Whole text must match</translation>
    </message>
</context>
<context>
    <name>prep.RenameColumns</name>
    <message>
        <source>Case</source>
        <translation>Case of names</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns for the rules below</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Find in names</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names, old and new</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Trim spaces of names</translation>
    </message>
</context>
<context>
    <name>prep.ReorderColumns</name>
    <message>
        <source>Place</source>
        <translation>Place of the chosen columns</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sort the chosen columns</translation>
    </message>
</context>
<context>
    <name>prep.ReplaceValues</name>
    <message>
        <source>From column</source>
        <translation>From column of the mapping</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How to compare</translation>
    </message>
    <message>
        <source>To column</source>
        <translation>To column of the mapping</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Unmatched values</translation>
    </message>
</context>
<context>
    <name>prep.RoundNumbers</name>
    <message>
        <source>Suffix</source>
        <translation>Suffix, for new columns</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Round to</translation>
    </message>
</context>
<context>
    <name>prep.RowFilter</name>
    <message>
        <source>Combine</source>
        <translation>Combine conditions: fulfil</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups of conditions</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode: rows found</translation>
    </message>
</context>
<context>
    <name>prep.RowId</name>
    <message>
        <source>Name</source>
        <translation>Name of the column</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place of the column</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Replace a column of that name</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start at</translation>
    </message>
</context>
<context>
    <name>prep.RowSplitter</name>
    <message>
        <source>Combine</source>
        <translation>Combine conditions: fulfil</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups of conditions</translation>
    </message>
</context>
<context>
    <name>prep.SampleRows</name>
    <message>
        <source>Count</source>
        <translation>Number of rows</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Draw rows</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>Fraction of the rows</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>With replacement</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size as</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>Stratify by</translation>
    </message>
</context>
<context>
    <name>prep.SetRoles</name>
    <message>
        <source>Forget</source>
        <translation>Forget earlier roles</translation>
    </message>
</context>
<context>
    <name>prep.Sorter</name>
    <message>
        <source>By</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values come</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>Natural order of texts</translation>
    </message>
</context>
<context>
    <name>prep.SplitColumn</name>
    <message>
        <source>Count</source>
        <translation>Count of parts</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>Extra parts</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How to split</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep the original column</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names of the parts</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start from</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Trim spaces of parts</translation>
    </message>
</context>
<context>
    <name>prep.TargetEncoder</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
</context>
<context>
    <name>prep.TextVectorizer</name>
    <message>
        <source>Keep</source>
        <translation>Keep the original columns</translation>
    </message>
    <message>
        <source>Least rows</source>
        <translation>Least rows with a term</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Longest term, in words or characters</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Most terms per column</translation>
    </message>
    <message>
        <source>Most share</source>
        <translation>Most share of rows with a term</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separator in new names</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Shortest term, in words or characters</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Weight of a term</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Without these words</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>Least letters of a word</translation>
    </message>
</context>
<context>
    <name>prep.TopRows</name>
    <message>
        <source>By</source>
        <translation>Compare by</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Count of rows</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups, each for itself</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Take rows</translation>
    </message>
</context>
<context>
    <name>prep.Transpose</name>
    <message>
        <source>Header</source>
        <translation>Header column</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit of rows</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name of the first column</translation>
    </message>
</context>
<context>
    <name>prep.Unpivot</name>
    <message>
        <source>Columns</source>
        <translation>Columns to make rows of</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Rows without a value</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name column</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value column</translation>
    </message>
</context>
<context>
    <name>prep.ValidateData</name>
    <message>
        <source>Reasons</source>
        <translation>Reasons column, its name</translation>
    </message>
</context>
<context>
    <name>prep.ValueCounts</name>
    <message>
        <source>Columns</source>
        <translation>Columns to count</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Cumulative share</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How to count columns</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing values</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order by</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Top values only (0: all)</translation>
    </message>
</context>
<context>
    <name>prep.WindowAggregate</name>
    <message>
        <source>By</source>
        <translation>Order rows by</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups, each for itself</translation>
    </message>
</context>
<context>
    <name>visualize.BarChart</name>
    <message>
        <source>Category</source>
        <translation>Category, a bar each</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group to divide bars</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels with the numbers</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order of the bars</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value to sum up (empty: count rows)</translation>
    </message>
</context>
<context>
    <name>visualize.BoxPlot</name>
    <message>
        <source>Group</source>
        <translation>Group by</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log axis</translation>
    </message>
</context>
<context>
    <name>visualize.DataProfile</name>
    <message>
        <source>Top</source>
        <translation>Top values to list</translation>
    </message>
</context>
<context>
    <name>visualize.Heatmap</name>
    <message>
        <source>Bins</source>
        <translation>Bins of numbers and dates</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Most values along a side</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Numbers in the cells</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Share of</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value to sum up (empty: count rows)</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X: columns of the map</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y: rows of the map</translation>
    </message>
</context>
<context>
    <name>visualize.Histogram</name>
    <message>
        <source>Bins</source>
        <translation>Bins (0: automatic)</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Count as</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group by</translation>
    </message>
</context>
<context>
    <name>visualize.LinePlot</name>
    <message>
        <source>Gaps</source>
        <translation>Gaps of missing values</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group, a line each</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marks at the points</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>Resample dates by</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X axis (empty: row number)</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y: columns to draw</translation>
    </message>
</context>
<context>
    <name>visualize.MissingnessMap</name>
    <message>
        <source>Only missing</source>
        <translation>Only columns with missing values</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sort rows by</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterMatrix</name>
    <message>
        <source>Colour</source>
        <translation>Colour by</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterPlot</name>
    <message>
        <source>Colour</source>
        <translation>Colour by</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend line</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X axis</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y axis</translation>
    </message>
</context>
<context>
    <name>visualize.TableView</name>
    <message>
        <source>Rows</source>
        <translation>Rows at most</translation>
    </message>
</context>
</TS>
