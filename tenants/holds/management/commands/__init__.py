"""Commands for who has a shell: list, suspend, reopen, delete spaces."""
