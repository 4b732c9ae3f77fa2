"""What carries a message out of this machine: mail, Apprise, and the choice among them."""
