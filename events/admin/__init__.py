"""Screens of the admin: panels and forms of pages, seats, snippets, broken registration links."""
