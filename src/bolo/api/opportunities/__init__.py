"""What is worth buying: the list, what each rests on, which to take, what came of it."""
