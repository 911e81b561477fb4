"""The moderators' desk in the admin: one file per noun. `wagtail_hooks` registers what stands here."""
