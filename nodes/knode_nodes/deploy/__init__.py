"""Capture what production needs, and export it."""
