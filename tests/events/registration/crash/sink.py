"""A mail server that behaves badly, each time once: it refuses, stalls, and hangs up after taking a mail."""

import asyncio
from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller

# Long enough that the sender gives up (its EMAIL_TIMEOUT is shorter).
STALL = 4


class Sink:
    """`received` counts the mails that were taken, by address; `stalled` is set while somebody waits."""

    def __init__(self, *, refuse=(), stall=(), hang_up=()):
        self.refuse, self.stall, self.hang_up = set(refuse), set(stall), set(hang_up)
        self.received, self.subjects = Counter(), set()
        self.stalling = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (to,) = envelope.rcpt_tos
        if to in self.refuse:
            self.refuse.discard(to)
            return "451 Try again later"
        if to in self.stall:
            self.stall.discard(to)
            self.stalling = True
            await asyncio.sleep(STALL)
            return "451 Too slow"
        self.received[to] += 1
        self.subjects.add(str(message_from_bytes(envelope.content)["Subject"]))
        if to in self.hang_up:
            self.hang_up.discard(to)
            server.transport.abort()
            return "250 Nobody hears this"
        return "250 OK"

    def serve(self, port: int) -> Controller:
        """The running server on a port of this machine, to be used in a `with` block by `contextlib`."""
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        return controller
