"""The edge toolkit: everything that touches the outside world, once."""
