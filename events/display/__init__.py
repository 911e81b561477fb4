"""What a page, a list, a feed or a calendar shows of sessions and series."""
