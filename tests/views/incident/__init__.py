"""What a channel sees of an incident."""
