"""What services report of their OpenAI calls: the wire form, and what of an entry counts."""
