"""What machines read of a page: structured data, Open Graph, sitemaps, feeds, citations."""
