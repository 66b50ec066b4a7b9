"""Link types: the words of the GS1 Web vocabulary that say what lies behind a link."""

import re

NAMESPACE = "https://ref.gs1.org/voc/"
PREFIX = "gs1:"
DEFAULT = "gs1:defaultLink"
DEFAULT_MULTI = "gs1:defaultLinkMulti"
HANDLED_BY = "gs1:handledBy"
# What asks for all links; "all" is the older word.
LINKSET = frozenset({"linkset", "all"})

_OURS = re.compile(r"(?:gs1:|https?://(?:ref\.|www\.)?gs1\.org/voc/)([A-Za-z][A-Za-z0-9]*)")
_REGISTERED = re.compile(r"[a-z][a-z-]*")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9_./]+")

LABELS = {
    "gs1:pip": "Trang thông tin sản phẩm",
    "gs1:certificationInfo": "Chứng nhận",
    "gs1:traceability": "Truy xuất nguồn gốc",
    "gs1:recallStatus": "Tình trạng thu hồi",
    "gs1:ingredientsInfo": "Thành phần",
    "gs1:nutritionalInfo": "Dinh dưỡng",
    "gs1:allergenInfo": "Chất gây dị ứng",
    "gs1:consumerHandlingStorageInfo": "Bảo quản và sử dụng",
    "gs1:instructions": "Hướng dẫn sử dụng",
    "gs1:recipeInfo": "Công thức nấu ăn",
    "gs1:safetyInfo": "An toàn",
    "gs1:hasRetailers": "Nơi bán",
    "gs1:promotion": "Khuyến mại",
    "gs1:relatedVideo": "Phim giới thiệu",
    "gs1:relatedImage": "Hình ảnh",
    "gs1:socialMedia": "Mạng xã hội",
    "gs1:review": "Nhận xét của người mua",
    "gs1:leaveReview": "Gửi nhận xét",
    "gs1:support": "Hỗ trợ",
    "gs1:faqs": "Câu hỏi thường gặp",
    "gs1:backgroundInfo": "Câu chuyện sản phẩm",
    "gs1:sustainabilityInfo": "Bền vững và tái chế",
    "gs1:dpp": "Hộ chiếu số của sản phẩm",
    "gs1:verificationService": "Kiểm tra hàng thật",
    "gs1:masterData": "Dữ liệu gốc",
    "gs1:epcis": "Kho sự kiện EPCIS",
    "gs1:homepage": "Trang của cơ sở",
    "gs1:locationInfo": "Thông tin địa điểm",
    "gs1:openingHoursInfo": "Giờ mở cửa",
    "gs1:serviceInfo": "Dịch vụ",
    "gs1:scheduleTime": "Đặt lịch, giữ chỗ",
    "gs1:activityIdeas": "Gợi ý hoạt động",
    "gs1:appDownload": "Tải ứng dụng",
    "gs1:brandHomepageClinical": "Trang nhãn hiệu cho người hành nghề y",
    "gs1:brandHomepagePatient": "Trang nhãn hiệu cho người bệnh",
    "gs1:careersInfo": "Tuyển dụng",
    "gs1:eifu": "Hướng dẫn sử dụng điện tử",
    "gs1:epil": "Tờ thông tin cho người bệnh",
    "gs1:eventsInfo": "Sự kiện",
    "gs1:jws": "Chữ ký số JSON",
    "gs1:logisticsInfo": "Vận chuyển",
    "gs1:loyaltyProgram": "Khách hàng thân thiết",
    "gs1:menuInfo": "Thực đơn",
    "gs1:paymentLink": "Thanh toán",
    "gs1:productSustainabilityInfo": "Bền vững và tái chế (từ cũ)",
    "gs1:purchaseSuppliesOrAccessories": "Mua vật tư, phụ kiện",
    "gs1:quickStartGuide": "Hướng dẫn nhanh",
    "gs1:registerProduct": "Đăng ký sản phẩm đã mua",
    "gs1:registryEntry": "Mục trong sổ đăng ký",
    "gs1:reportFound": "Báo nhặt được",
    "gs1:smartLabel": "Nhãn SmartLabel",
    "gs1:smpc": "Tóm tắt đặc tính thuốc",
    "gs1:statisticInfo": "Thống kê",
    "gs1:subscribe": "Theo dõi tin",
    "gs1:tutorial": "Bài hướng dẫn",
    "gs1:userAgreement": "Thoả thuận, cam kết",
    "gs1:whatsInTheBox": "Trong hộp có gì",
    "gs1:handledBy": "Do hệ thống khác trả lời",
    "gs1:defaultLinkMulti": "Liên kết mặc định theo ngôn ngữ",
    "gs1:defaultLink": "Liên kết mặc định",
}  # fmt: skip
# What is chosen in a form: the defaults have places of their own.
CHOICES = [(name, label) for name, label in LABELS.items() if name != DEFAULT]
# What the default link of a key is, told by its descriptive type.
DESCRIPTIVE = {"01": "gs1:pip", "8006": "gs1:pip", "8013": "gs1:pip", "414": "gs1:locationInfo",
               "417": "gs1:homepage"}  # fmt: skip
OTHERWISE = "describedby"


def link_type(text: str) -> str | None:
    """Return the name that stands here for a link type, however it was written; None if none.

    A type of GS1 is ``gs1:name`` in each of its spellings; others are a registered relation or
    the address of one.
    """
    if found := _OURS.fullmatch(text):
        return PREFIX + found[1]
    if _REGISTERED.fullmatch(text) or _ADDRESS.fullmatch(text):
        return text
    return None


def is_known(name: str) -> bool:
    """Tell whether GS1's vocabulary has the type; those of others are theirs to know."""
    return not name.startswith(PREFIX) or name in LABELS


def address_of(name: str) -> str:
    """Return the name as it is a key of a linkset: the address of a type, or a relation."""
    return NAMESPACE + name.removeprefix(PREFIX) if name.startswith(PREFIX) else name


def label_of(name: str) -> str:
    """Return the words that people see for a link type."""
    return LABELS.get(name, name)
