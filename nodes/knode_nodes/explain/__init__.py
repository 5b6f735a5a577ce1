"""Explain what models predict."""
