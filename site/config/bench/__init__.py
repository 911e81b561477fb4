"""How much a page costs beside a bare Django view that sends the same bytes.

content   a site of so many articles, and the pages to ask for
bare      the view beside it: no middleware, no database
serving   both as gunicorn serves them
reader    one connection that counts bytes
measure   requests in turns, memory and processor time of the processes
"""
