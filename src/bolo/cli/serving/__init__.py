"""What runs until it is stopped: everything at once, the API and a worker apart, `mcp`."""
