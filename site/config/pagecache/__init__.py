"""Ready-made answers for anonymous readers that are never older than what the site last confirmed.

changes     which part of the site changed, written by the transaction that changes it, read for each request
watch       sees every write to a public table and every read of what is counted, by its statement
instants    the next moment at which pages change without anybody writing
keys        what an address stands for: host, scheme, path and the parameters that pages know
entry       one answer with its bytes for each encoding
store       where answers lie: in the process, and in the cache that all processes share
validity    how long values of home.memo are valid
middleware  all of that together
"""
