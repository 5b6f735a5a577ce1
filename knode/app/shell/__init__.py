"""The shell around the canvas: window, tabs, docks, menus, command palette, preferences, start page."""
