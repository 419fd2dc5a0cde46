"""Every write of the process, one file for each part of a consultation's life."""
