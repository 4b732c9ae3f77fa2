"""What a venue takes: schedules as dated data, with sources."""
