"""The viewer of views: plots, pictures and pages that nodes give."""
