"""Pages of opening a space: one task each, typed values kept on the server."""
