"""E-mails: written once as data, sent once, in plain text and HTML."""
