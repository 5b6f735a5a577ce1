"""The editor of code settings: highlighting, completion, and a light check."""
