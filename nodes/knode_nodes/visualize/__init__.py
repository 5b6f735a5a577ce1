"""Look at data: plots that are drawn on screen, and written as PNG, SVG or PDF."""
