"""The commands, one class per edit. Each is tested without a screen."""
