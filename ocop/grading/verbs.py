"""The words of councils' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    BY_LAW_ADOPTED = "grading.by_law_adopted", "Ban hành quy chế hội đồng"
    COUNCIL_ESTABLISHED = "grading.council_established", "Thành lập hội đồng"
    SEATED = "grading.seated", "Cử thành viên"
    LEFT = "grading.left", "Thôi thành viên"
    CONVENED = "grading.convened", "Triệu tập phiên họp"
    ASKED_IN_WRITING = "grading.asked_in_writing", "Lấy ý kiến bằng văn bản"
    CALLED_TO_MEET = "grading.called_to_meet", "Triệu tập họp vì ý kiến khác nhau"
    PUT_ON_AGENDA = "grading.put_on_agenda", "Đưa hồ sơ vào chương trình"
    CONFLICT_DECLARED = "grading.conflict_declared", "Khai xung đột lợi ích"
    SITTING_OPENED = "grading.sitting_opened", "Mở phiên chấm"
    CARD_OPENED = "grading.card_opened", "Nhận phiếu chấm"
    CARD_SIGNED = "grading.card_signed", "Ký phiếu chấm"
    CARD_ABSTAINED = "grading.card_abstained", "Không chấm, có lý do"
    CARD_CORRECTED = "grading.card_corrected", "Lập phiếu thay"
    SITTING_CLOSED = "grading.sitting_closed", "Đóng phiếu"
    KNOCKOUT_UPHELD = "grading.knockout_upheld", "Kết luận loại"
    CONCLUDED = "grading.concluded", "Kết luận của hội đồng"
    MINUTED = "grading.minuted", "Lập biên bản"
    RECOGNIZED = "grading.recognized", "Công nhận kết quả"
    CLOSED_WITHOUT_STAR = "grading.closed_without_star", "Thông báo không xếp hạng"
    APPROVED = "grading.approved", "Phê duyệt kết quả, trình trung ương"
    CENTRAL_RECORDED = "grading.central_recorded", "Ghi kết quả của trung ương"
