"""OpenAI's incidents: what a read of the status feed says, and what of it is news.

`feed_read.FeedRead` goes in, `remembered.Remembered` is kept from read to read, and
`news.news(remembered, read, now)` says what to tell and why. Nothing here fetches, parses
or posts: a whole feed of ninety days is worked through without touching the world.
"""
