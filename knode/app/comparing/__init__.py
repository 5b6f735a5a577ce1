"""Two versions of a workflow side by side on one canvas."""
