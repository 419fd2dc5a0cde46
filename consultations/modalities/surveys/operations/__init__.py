"""Writes of surveys: building them, answering them."""
