"""Exports: files of what was said, built by the worker, given to those who may have them."""
