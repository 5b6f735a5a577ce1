"""The settings form: drawn from the typed settings of whatever is selected."""
