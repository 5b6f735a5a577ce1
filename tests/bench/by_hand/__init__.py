"""The same work as a person writes it without knode: what knode is compared with."""
