class RegistrationError(Exception):
    """What a service refuses, in the reader's language, with the field it belongs to (empty: the whole
    form)."""

    def __init__(self, message, *, field: str = "", code: str = ""):
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code
