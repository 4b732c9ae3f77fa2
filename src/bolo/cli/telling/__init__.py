"""What you are told: the inbox, and the channels by which alerts leave."""
