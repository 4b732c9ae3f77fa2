"""Backtests: rules walked over what this installation observed, as durable jobs."""
