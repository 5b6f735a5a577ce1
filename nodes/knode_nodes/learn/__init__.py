"""Fit models and apply them."""
