"""Everything of a site in one file, and a site out of that file.

A backup is a tar of `database` (as the engine's own tool writes it, one moment in time), `media/…` and, last,
`manifest.json`. Files are read before the database and once more after it: what the database names at its
moment is there, though the site goes on meanwhile. It holds personal data: only its owner may read it.

A restore looks at everything first, lays database and files beside what is there, and swaps them at the end.

archive    what a backup may hold, and whether it is whole
databases  the database into a file, and a file beside the database
files      pictures and documents into a tar and back
"""
