"""What the bot does. Each use case gets the ports it needs handed in, and knows no adapter."""
