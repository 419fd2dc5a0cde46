"""A founder finds their spaces and requests again, from the apex, by a code sent to their address."""
