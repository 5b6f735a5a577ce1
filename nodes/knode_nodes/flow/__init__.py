"""Branches, loops, and workflows inside workflows."""
