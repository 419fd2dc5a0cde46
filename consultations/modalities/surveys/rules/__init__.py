"""What a question, an answer and a condition may be: pure functions, no database and no request."""
