"""The design system: base templates, styles, form rendering, parts of pages, menus, dates in French, Markdown."""
