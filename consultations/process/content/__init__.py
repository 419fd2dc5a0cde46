"""Texts shipped with the product: templates of consultations, legal pages, help."""
