"""What can be wrong with a Digital Link, each in one sentence that says what to do."""

from enum import StrEnum

from ocop.kernel.errors import Refused


class Fault(StrEnum):
    """Why an address names nothing."""

    NO_KEY = "Đường dẫn không bắt đầu bằng một mã khoá của GS1. Hãy quét lại mã trên sản phẩm."
    RETIRED_WORD = (
        "Chuẩn GS1 không còn dùng chữ thay cho mã khoá trong đường dẫn. Hãy dùng số, ví dụ /01/."
    )
    SHORT_GTIN = "GTIN trong đường dẫn luôn có 14 chữ số. Hãy thêm số 0 ở đầu cho đủ 14 chữ số."
    VALUE = "Một mã trong đường dẫn sai dạng. Hãy so lại từng ký tự với mã in trên sản phẩm."
    CHECK_DIGIT = (
        "Một mã trong đường dẫn có chữ số bị nhầm: số kiểm tra không khớp. Hãy so lại từng chữ số."
    )
    QUALIFIER = "Đường dẫn có phần mà mã khoá này không nhận. Hãy quét lại mã trên sản phẩm."
    ORDER = "Các phần của đường dẫn không theo thứ tự của chuẩn GS1. Hãy quét lại mã trên sản phẩm."
    UNPAIRED = "Đường dẫn thiếu hoặc thừa một phần. Hãy quét lại mã trên sản phẩm."
    ENCODING = "Đường dẫn có ký tự không đọc được. Hãy quét lại mã trên sản phẩm."
    ATTRIBUTE = "Thông tin thêm sau dấu hỏi của đường dẫn sai dạng theo chuẩn GS1. Hãy bỏ phần đó."
    COMPRESSED = "Không giải nén được đường dẫn này. Hãy quét lại mã trên sản phẩm."


class Malformed(Refused):
    """An address that is no Digital Link; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
