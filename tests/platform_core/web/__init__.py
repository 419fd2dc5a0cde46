"""The design system: what pages, forms, dates, figures and scripts promise."""
