"""The desktop: the only part of knode that knows Qt."""
