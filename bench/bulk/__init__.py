"""Many pages at once, to measure lists with: thousands of articles and sessions in seconds."""
