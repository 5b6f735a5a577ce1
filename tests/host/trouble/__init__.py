"""A pack of nodes that block, die and dawdle, for tests of the engine process."""
