"""The tests: behaviour through public doors."""
