"""Tests, in the order of the tree; architecture, isolation and contract hold the promises."""
