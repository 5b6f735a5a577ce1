"""Fitted models as steps on arrays: they answer without the library that fitted them."""
