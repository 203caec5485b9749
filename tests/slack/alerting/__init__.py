"""What people ask and do about alerts, rules and services."""
