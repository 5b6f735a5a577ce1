"""Finding nodes: quick add, the library, search, and what is dropped or pasted."""
