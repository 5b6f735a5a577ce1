"""Scoring a large Parquet file by hand, batch by batch, with a fitted pipeline: `scoring.py WAY PIPELINE SOURCE TARGET`.

`pandas` is the loop that most would write; `numpy` prepares with NumPy and calls the estimator itself, which takes someone
who knows the pipeline inside out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import joblib
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BATCH = 100_000
Score = Callable[[pa.RecordBatch], np.ndarray]


def by_pandas(pipeline: Any) -> Score:
    """The pipeline as it is, on DataFrames."""
    return lambda batch: pipeline.predict_proba(batch.to_pandas())


def by_numpy(pipeline: Any) -> Score:
    """What the pipeline's steps do, on a matrix; the estimator is scikit-learn's."""
    preparation, estimator = pipeline[0], pipeline[-1]
    (_, for_texts, texts), (_, for_numbers, numbers) = preparation.transformers_
    words = [(name, most, list(categories)) for name, most, categories in
             zip(texts, for_texts[0].statistics_, for_texts[-1].categories_, strict=True)]  # fmt: skip
    medians, scaler = for_numbers[0].statistics_, for_numbers[-1]
    one_hot = hasattr(for_texts[-1], "sparse_output")
    width = sum(len(categories) for _, _, categories in words) if one_hot else len(words)

    def score(batch: pa.RecordBatch) -> np.ndarray:
        matrix = np.zeros((len(batch), width + len(numbers)))
        start = 0
        for name, most, categories in words:
            codes = _codes(batch[name], most, categories)
            if one_hot:
                known = codes >= 0
                matrix[np.flatnonzero(known), start + codes[known]] = 1.0
                start += len(categories)
            else:
                matrix[:, start] = np.where(codes < 0, np.nan, codes)
                start += 1
        for place, name in enumerate(numbers):
            values = batch[name].fill_null(np.nan).to_numpy(zero_copy_only=False)
            filled = np.where(np.isnan(values), medians[place], values)
            matrix[:, width + place] = (filled - scaler.mean_[place]) / scaler.scale_[place]
        return estimator.predict_proba(matrix)

    return score


def _codes(column: pa.Array, most: str, categories: list[str]) -> np.ndarray:
    filled = column.fill_null(most)
    return pc.index_in(filled, pa.array(categories, type=filled.type)).fill_null(-1).to_numpy(zero_copy_only=False)


def main() -> None:
    """Read, score, write."""
    way, file, source, target = sys.argv[1:]
    pipeline = joblib.load(file)
    score = {"pandas": by_pandas, "numpy": by_numpy}[way](pipeline)
    classes = pa.array(pipeline.classes_.tolist())
    names = ["prediction", *(f"probability_{label}" for label in pipeline.classes_)]
    writer: pq.ParquetWriter | None = None
    with pq.ParquetFile(source) as parquet:
        for batch in parquet.iter_batches(BATCH):
            probabilities = score(batch)
            labels = classes.take(pa.array(probabilities.argmax(axis=1)))
            made = pa.RecordBatch.from_arrays([labels, *(pa.array(column) for column in probabilities.T)], names=names)
            writer = writer or pq.ParquetWriter(target, made.schema)
            writer.write_batch(made)
    if writer is not None:
        writer.close()


if __name__ == "__main__":
    main()
