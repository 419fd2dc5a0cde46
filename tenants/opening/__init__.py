"""Opening a space: who asks, under what name, with what proof."""
