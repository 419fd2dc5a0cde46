"""Follow a consultation or a contribution, and be told what happens there."""
