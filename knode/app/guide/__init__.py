"""A guided first workflow: hints that point at what to do next, and go on when it was done."""
