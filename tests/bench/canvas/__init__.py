"""How fast the canvas is, with real nodes, on a screen that is not there."""
