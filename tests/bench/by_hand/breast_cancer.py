"""`workflows/breast_cancer.knode` as a person writes it with pandas and scikit-learn: `breast_cancer.py [FILE]`.

With FILE the fitted pipeline is written there with skops, the form in which the workflow's bundle holds its models.
What the workflow does on top is not done here: it logs the run, keeps all results, opens the bundle that it made, and
proves that it answers as the training workflow did.
"""

import json
import sys

import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    classification_report,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = load_breast_cancer(as_frame=True)
table = data.data.assign(target=pd.Categorical.from_codes(data.target, categories=list(data.target_names)))

train, test = train_test_split(table, train_size=0.7, stratify=table["target"], random_state=1)
features = table.columns.drop("target")
model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
model.fit(train[features], train["target"])

predicted = model.predict(test[features])
chances = pd.DataFrame(model.predict_proba(test[features]), columns=model.classes_, index=test.index)
truth = test["target"]
metrics = {
    "accuracy": accuracy_score(truth, predicted),
    "balanced_accuracy": balanced_accuracy_score(truth, predicted),
    "f1": f1_score(truth, predicted, pos_label="malignant"),
    "precision": precision_score(truth, predicted, pos_label="malignant"),
    "recall": recall_score(truth, predicted, pos_label="malignant"),
    "roc_auc": roc_auc_score(truth == "malignant", chances["malignant"]),
    "log_loss": log_loss(truth, chances),
}
print(confusion_matrix(truth, predicted))
print(classification_report(truth, predicted))
print(json.dumps(metrics))

if len(sys.argv) > 1:
    import skops.io

    skops.io.dump(model, sys.argv[1])
