"""What becomes of readings: the life of an alert."""
