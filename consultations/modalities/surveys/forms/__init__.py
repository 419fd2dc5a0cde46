"""Forms of surveys: answering a page, building a question."""
