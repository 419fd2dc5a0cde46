"""The process through the API: consultations, steps, themes, and contributions of all kinds."""
