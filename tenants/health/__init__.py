"""Is the platform well? What is checked, since when it is so, who is told when something goes down."""
