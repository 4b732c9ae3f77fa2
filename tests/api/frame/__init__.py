"""The HTTP API, asked over loopback as a client would."""
