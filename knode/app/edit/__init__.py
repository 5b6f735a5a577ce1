"""Edits of the document on screen: commands, one class each, and mouse gestures, one class each."""
