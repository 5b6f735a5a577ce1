"""Editors: one class for each shape that a setting may have."""
