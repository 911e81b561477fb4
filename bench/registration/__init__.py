"""Visitors at once, in many processes, and a check of the tables that shares no code with the services.

`make bench-registration` with the row lock: nothing broken in 2,000 attempts, on SQLite with 4 processes and
on PostgreSQL 15 with 8. With `bench_registration --unlocked --processes 8 --attempts 400` there, at the worst
moment: 4 counters that drifted, 1 party that overtook, 1 seat free while the head of the list fits, beside 27
deadlocks and 3 overbookings that only the constraint of the seat row stopped.
"""
