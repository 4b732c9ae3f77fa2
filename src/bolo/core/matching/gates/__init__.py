"""What forbids that two things are one, however alike they look."""
