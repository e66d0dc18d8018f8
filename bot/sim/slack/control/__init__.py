"""The page's way in: /_sim/*, reads and acts, JSON only, and the stream of changes."""
