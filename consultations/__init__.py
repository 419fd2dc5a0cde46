"""The product: a process, capabilities that act on any contribution, and modalities of participation."""
