"""Ready-made answers for anonymous readers that are never older than what the site last confirmed.

changes     which part of the site changed, written by the transaction that changes it, read for each request
lease       for how long that may be believed, and that whoever changes something waits as long
watch       sees every write to a public table and every read of what is counted, by its statement
instants    the next moment at which pages change without anybody writing
keys        what an address stands for: host, scheme, path and the parameters that pages know
entry       one answer with its bytes for each encoding
store       where answers lie: in the process, and in the cache that all processes share
parts       pieces of a page, from which it is put together when another piece has changed (home.kept)
standing    what long lists count once (home.standing)
middleware  all of that together
"""
