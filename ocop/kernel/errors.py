"""The domain's "no": anticipated, explained in Vietnamese, and harmless."""


class Refused(Exception):
    """An act that may not be done now; the sentence tells the person what to do instead.

    ``field`` names the form field that the sentence is about, where there is one.
    """

    def __init__(self, sentence: object, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)
