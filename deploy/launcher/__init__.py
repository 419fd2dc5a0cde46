"""What `./run` does: environment, servers, processes, commands. Standard library only: it runs before anything is installed."""
