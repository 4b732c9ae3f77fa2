"""What a workspace is: its members, settings, plan and payments, and the log of what it did."""
