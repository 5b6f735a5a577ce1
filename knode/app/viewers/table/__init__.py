"""The table viewer: any table of any finished node, of any length."""
