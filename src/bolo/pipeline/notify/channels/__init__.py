"""Where people and programs of a workspace are told, and what was sent there."""
