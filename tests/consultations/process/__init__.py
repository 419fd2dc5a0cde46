"""Consultations, themes, steps and the texts around them."""
