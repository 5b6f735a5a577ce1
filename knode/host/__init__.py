"""The engine process of a workspace, and its client. No Qt here, and nothing of the window."""
