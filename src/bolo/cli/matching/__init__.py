"""`bolo match`: two price lists, read, judged in several processes, and written as links."""
