"""Which addresses at the site's root are Digital Links, and which may be compressed ones."""

from ocop.kernel.digital_link.identifiers import RETIRED_WORDS


class DigitalLink:
    """A path that begins with a number, or with a word that stood for one."""

    regex = rf"(?:[0-9]+|{'|'.join(sorted(RETIRED_WORDS))})(?:/[\s\S]*)?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Compressed:
    """One part in the letters of base64; those that begin no compressed link are left out."""

    # The first sign is half of an identifier, 0 to 9, or of a code for several, A and C.
    regex = r"(?:e[hx][A-Za-z0-9_-]+|[A-Za-rwxyz][A-Za-z0-9_-]{5,})"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
