"""A tool beside the product: load, chaos and races. Only the settings of the tests install it.

`make bench-pages`: how much a page costs beside a bare Django view that sends the same bytes

content   a site of so many articles, and the pages to ask for
bare      the view beside it: no middleware, no database
serving   both as gunicorn serves them
reader    one connection that counts bytes
measure   requests in turns, memory and processor time of the processes

registration/   `make bench-registration`: visitors at once, and whether a seat was sold twice
bulk/           `make bench-lists`, `manage.py make_bulk`: thousands of pages
chaos/          `make bench-chaos`: minutes of load while processes are killed
"""
