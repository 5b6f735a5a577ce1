"""Choose, clean and reshape rows and columns."""
