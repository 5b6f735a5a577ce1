"""Panels around the canvas: log, queue, problems, help, history."""
