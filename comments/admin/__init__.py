"""Screens of moderators, one file a noun; `comments.wagtail_hooks` registers them."""
