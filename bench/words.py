"""Words of which the bench makes up products, and what people look for among them."""

KINDS = (
    ("Trà hoa vàng", 6), ("Chè xanh", 6), ("Cà phê rang xay", 7), ("Mật ong", 1),
    ("Miến dong", 4), ("Nước mắm", 5), ("Ruốc hàu", 4), ("Mực khô", 4), ("Chả mực", 4),
    ("Tôm khô", 4), ("Gạo nếp", 2), ("Gạo tẻ", 2), ("Khoai lang", 1), ("Củ cải muối", 4),
    ("Măng khô", 4), ("Nấm hương", 1), ("Gà đồi", 1), ("Thịt lợn gác bếp", 4), ("Lạp sườn", 4),
    ("Bánh gật gù", 3), ("Bánh đa", 3), ("Bún khô", 4), ("Phở khô", 4), ("Rượu ba kích", 9),
    ("Rượu mơ", 9), ("Rượu nếp cái", 9), ("Tinh dầu quế", 12), ("Tinh dầu hồi", 12),
    ("Cao chè vằng", 12), ("Bột sắn dây", 4), ("Tinh bột nghệ", 12), ("Đông trùng hạ thảo", 12),
    ("Ổi lê", 1), ("Cam sành", 1), ("Bưởi da xanh", 1), ("Dứa", 1), ("Ớt gió", 1), ("Tỏi tía", 1),
    ("Hành tím", 1), ("Rau bò khai", 1), ("Trứng vịt biển", 1), ("Sá sùng khô", 4),
    ("Cá cơm khô", 4), ("Bào ngư", 4), ("Nước mía lau", 8), ("Mứt gừng", 3), ("Kẹo lạc", 3),
    ("Giỏ mây đan", 20), ("Gốm sứ", 19), ("Vải thổ cẩm", 21), ("Tranh than", 19), ("Nón lá", 20),
    ("Tinh dầu sả", 12), ("Trà atiso", 6), ("Điểm du lịch cộng đồng", 26),
)  # fmt: skip
MANNERS = (
    "", "đặc biệt", "hữu cơ", "sấy lạnh", "sấy thăng hoa", "truyền thống", "nguyên chất",
    "thượng hạng", "túi lọc", "hộp quà", "loại một", "rừng già", "bản địa", "mùa thu",
    "gia truyền", "lên men",
)  # fmt: skip
PLACES = (
    "Ba Chẽ", "Bình Liêu", "Đầm Hà", "Hải Hà", "Tiên Yên", "Vân Đồn", "Cô Tô", "Đông Triều",
    "Quảng Yên", "Uông Bí", "Mộc Châu", "Tân Cương", "Hà Giang", "Lạng Sơn", "Yên Tử", "Đắk Hà",
    "Ea Tu", "Măng Đen", "Phú Quốc", "Cần Giờ", "Gò Công", "Đồng Tháp", "Bến Tre", "Lý Sơn",
    "Hội An", "A Lưới", "Hương Khê", "Nghĩa Đàn", "Thọ Xuân", "Kim Sơn", "Thái Thụy",
    "Xuân Trường", "Mường Khương", "Sa Pa", "Bắc Hà",
)  # fmt: skip
SURNAMES = (
    "An", "Bình", "Cường", "Dũng", "Đức", "Giang", "Hạnh", "Khánh", "Lộc", "Minh", "Ngọc", "Phú",
)  # fmt: skip
PRODUCERS = (
    ("cooperative", "HTX nông nghiệp"), ("cooperative", "Hợp tác xã dịch vụ"),
    ("company", "Công ty TNHH"), ("company", "Công ty cổ phần"), ("group", "Tổ hợp tác"),
    ("household", "Hộ kinh doanh"),
)  # fmt: skip
