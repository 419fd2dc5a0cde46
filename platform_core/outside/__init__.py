"""What the platform asks of machines that are not its own: names, addresses that are safe to call, pages."""
