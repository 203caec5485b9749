"""App Home and what stands behind its buttons, drawn."""
