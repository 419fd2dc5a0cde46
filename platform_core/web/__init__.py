"""Pages: access, layout, forms, Markdown, lists."""
