"""Code of one's own: Python and SQL."""
