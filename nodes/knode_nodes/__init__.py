"""The built-in nodes, one folder per pack, one file per node."""
