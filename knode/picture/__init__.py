"""A workflow as a picture: SVG text, laid out from left to right, for notebooks, pages and pull requests."""

from knode.picture.svg import Theme, svg_of

__all__ = ["Theme", "svg_of"]
