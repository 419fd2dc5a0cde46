"""Composition root: the one place that knows every package, every setting and every host."""
