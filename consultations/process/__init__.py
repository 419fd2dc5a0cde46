"""What a consultation is: its contract, themes, steps and contributions; and what a modality must declare."""
