class CommentError(Exception):
    """What a service refuses, in the reader's language; `field` is empty when it is the whole form."""

    def __init__(self, message, *, field: str = "", code: str = ""):
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code
