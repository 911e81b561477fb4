"""Minutes of mixed load while processes are killed at random and the mail server comes and goes.

settings    production, with little patience for the mail server
processes   gunicorn, the worker and the mail server, and what ends them
client      one request on a connection of its own, and what came of it
visitors    who read, search, comment, register, confirm and publish, through the forms
audit       what was acknowledged beside what the tables hold, in plain SQL
"""
