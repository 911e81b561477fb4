"""What cannot be found: addresses that answered 404, and links on our own pages that lead nowhere."""
