"""Supports: one person backs one contribution, once, and may take it back."""
