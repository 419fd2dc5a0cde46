"""What any product would need: accounts, audit, outbox, files, pages and API."""
