"""Old URLs, pages that were not found, and broken links."""
