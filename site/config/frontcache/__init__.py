"""Purges what proxies keep (`wagtail.contrib.frontend_cache`), where one is named.

changes    after the commit of a change: whose addresses are old now
addresses  where a page shows: itself, its translations, the lists and pages that name it
sending    the requests, in a thread of their own and in batches: no editor waits for a proxy
backend    PURGE to one proxy that may be slow, deaf or gone
"""
