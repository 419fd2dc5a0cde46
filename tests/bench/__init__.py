"""Measures: `./run bench NAME`. Each prints its figures; nothing here is a timed assertion."""
