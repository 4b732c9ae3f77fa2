"""What benches stand on: made pages, a shop on loopback, a worker or a whole bolo, memory."""
