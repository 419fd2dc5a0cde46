"""What people are told: in the space, by e-mail at once or once a day. Never twice, never about what they did themselves."""
