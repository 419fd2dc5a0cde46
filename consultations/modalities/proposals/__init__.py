"""Proposals: an idea submitted to the debate, supported, commented, answered."""
