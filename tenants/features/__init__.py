"""What a space may do, by two keys: the operator allows it, the space switches it on."""
