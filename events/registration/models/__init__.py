"""Who takes part: one file per noun. Everything hangs on the seat rows of `events`, one per session."""

from .booking import Attendance, Booking
from .change import ChangeRequest
from .charge import Charge
from .log import LogEntry
from .message import Message
from .notice import Notice, SessionFacts
from .participant import Need, Participant
from .question import Answer, Question, QuestionText
from .registration import Registration
from .rules import CallRules, CallText
from .topic import TopicProposal
from .wording import LetterWording

__all__ = [
    "Answer",
    "Attendance",
    "Booking",
    "CallRules",
    "CallText",
    "ChangeRequest",
    "Charge",
    "LetterWording",
    "LogEntry",
    "Message",
    "Need",
    "Notice",
    "Participant",
    "Question",
    "QuestionText",
    "Registration",
    "SessionFacts",
    "TopicProposal",
]
