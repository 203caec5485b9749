"""What was counted, in windows of time, for each service and model."""
