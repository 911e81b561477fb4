class ServiceError(Exception):
    """A refusal by a service, in the user's language, with the field it belongs to (empty: the whole form).

    `code` tells refusals apart; "busy" is the one that may be tried again at once.
    """

    def __init__(self, message, *, field: str = "", code: str = ""):
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.code = code
