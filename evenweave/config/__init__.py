"""Settings, addresses, the server and the command line: the one place that knows every room."""
