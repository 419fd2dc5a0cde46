"""What is written in one space is unseen in the other."""
