"""What a space makes its own: its look, its menus, its languages, its time."""
