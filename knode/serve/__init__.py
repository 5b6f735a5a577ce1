"""Serving: bundles answer requests over HTTP, and score files in bulk."""
