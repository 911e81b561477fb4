"""What this site adds to wagtail-localize: repairs, guards, and what it leaves to its users."""
