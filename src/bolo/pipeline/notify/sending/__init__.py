"""From an alert to a message that arrives: when, with what else, how often it is tried."""
