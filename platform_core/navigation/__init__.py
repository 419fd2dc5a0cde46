"""The menus of the team and of the operator: each slice adds its own lines."""
