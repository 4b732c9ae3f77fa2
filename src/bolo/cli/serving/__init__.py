"""What runs until it is stopped: everything at once, or the API and a worker apart."""
