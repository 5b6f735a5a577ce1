"""`workflows/breast_cancer.knode` as a person writes it with pandas and scikit-learn.

    python breast_cancer.py [FILE]

With FILE the fitted pipeline is written there with skops, the form in which the workflow's bundle holds its models.
What the workflow does on top is not done here: it keeps a log and all results, reads the bundle back, and proves that it
answers as the training workflow did.
"""

import json
import sys

import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
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
numbers = make_column_selector(dtype_include="number")
model = make_pipeline(
    make_column_transformer((SimpleImputer(strategy="mean"), numbers), verbose_feature_names_out=False),
    StandardScaler(),
    LogisticRegression(C=1.0, max_iter=1000, random_state=0),
).set_output(transform="pandas")
model.fit(train[features], train["target"])

predicted = model.predict(test[features])
chances = pd.DataFrame(model.predict_proba(test[features]), columns=model.classes_, index=test.index)
positive = {"pos_label": "malignant"}
malignant = test["target"] == "malignant"
print(confusion_matrix(test["target"], predicted))
print(classification_report(test["target"], predicted))
print(
    json.dumps(
        {
            "accuracy": accuracy_score(test["target"], predicted),
            "balanced_accuracy": balanced_accuracy_score(test["target"], predicted),
            "f1": f1_score(test["target"], predicted, **positive),
            "precision": precision_score(test["target"], predicted, **positive),
            "recall": recall_score(test["target"], predicted, **positive),
            "roc_auc": roc_auc_score(malignant, chances["malignant"]),
            "log_loss": log_loss(test["target"], chances),
        }
    )
)

if len(sys.argv) > 1:
    import skops.io

    skops.io.dump(model, sys.argv[1])
