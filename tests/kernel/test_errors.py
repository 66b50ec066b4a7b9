"""The domain's "no"."""

from ocop.kernel.errors import Refused


def test_a_refusal_reads_as_its_sentence() -> None:
    refusal = Refused("Chưa đủ ảnh. Hãy thêm ít nhất một ảnh.")
    assert str(refusal) == refusal.sentence == "Chưa đủ ảnh. Hãy thêm ít nhất một ảnh."
    assert refusal.field is None


def test_a_refusal_names_the_field_that_it_is_about() -> None:
    assert Refused("Hãy nhập ngày.", field="issued_on").field == "issued_on"


def test_a_sentence_is_turned_into_text_only_when_it_is_read() -> None:
    class Lazy:
        def __init__(self) -> None:
            self.read = 0

        def __str__(self) -> str:
            self.read += 1
            return "Hãy nhập ngày."

    sentence = Lazy()
    refusal = Refused(sentence)
    assert sentence.read == 0
    assert str(refusal) == "Hãy nhập ngày."
