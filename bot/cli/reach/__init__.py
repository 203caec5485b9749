"""What the settings reach, a file each; `everything.py` lists them."""
