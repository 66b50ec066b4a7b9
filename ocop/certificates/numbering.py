"""The number on a certificate: gap-free within a year, in the province's own form. Pure."""

from ocop.kernel.errors import Refused


def certificate_number(form: str, *, number: int, year: int, province: str) -> str:
    """Write the number by the province's form, such as ``{number:04d}/{year}/GCN-OCOP-{province}``.

    Refused when the form is broken or leaves out the running number or the year, for then two
    certificates could bear the same number.
    """
    try:
        text = form.format(number=number, year=year, province=province)
        differs = text != form.format(number=number + 1, year=year, province=province)
        dated = text != form.format(number=number, year=year + 1, province=province)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise Refused("Mẫu số giấy chứng nhận của tỉnh viết sai, hãy sửa trong cài đặt.") from error
    if not (differs and dated):
        raise Refused("Mẫu số giấy chứng nhận của tỉnh phải có số thứ tự và năm.")
    return text
