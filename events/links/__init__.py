"""Whether the other sites answer where people register (FIELD SB21)."""
