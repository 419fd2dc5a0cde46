"""The promises of structure: sizes, names, actors, access, boundaries."""
