"""How long it takes to open and to scroll a table of millions of rows."""
