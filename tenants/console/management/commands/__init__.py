"""Commands for who has a shell: list, suspend, reopen, archive, rename, delete spaces."""
