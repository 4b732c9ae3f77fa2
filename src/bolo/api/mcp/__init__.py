"""An assistant at the door: the protocol it speaks, and what it may ask for."""
