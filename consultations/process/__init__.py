"""Consultation, theme, step and contribution; what a modality must declare, and their registry."""
