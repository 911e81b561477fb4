"""Screens of organisers, one file a noun; `wagtail_hooks` registers them."""
