"""Starting the system, and making it ready."""
