"""What a channel sees of an alert."""
