"""What `./run` and `./test` do before and beside bolo itself; nothing here is shipped."""
