"""The Word file of an official paper, in the layout of NĐ 30/2020/NĐ-CP, open to be edited."""

from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from ocop.documents.letters import word_styles as styles
from ocop.documents.letters.layout import (
    Annex,
    Letter,
    Signer,
    grounds_ended,
    recipients_ended,
)
from ocop.documents.letters.packing import packed
from ocop.documents.letters.word_parts import Writer, rule, tidy

# NĐ 30/2020/NĐ-CP, Phụ lục I, Mục I: A4; 20-25 above and below, 30-35 left, 15-20 right.
LONG, SHORT = 297, 210
TOP, BOTTOM, LEFT, RIGHT = 22, 20, 30, 18
WIDTH, ANNEX_WIDTH = SHORT - LEFT - RIGHT, LONG - LEFT - RIGHT
AGENCY, NATION = 66, 96


def docx_of(letter: Letter, *more: Letter) -> bytes:
    """Return the paper, and more behind it, as one .docx; equal letters are equal bytes."""
    made = docx.Document()
    styles.dress(made)
    _properties(made, letter)
    _page(made.sections[0], landscape=False)
    _page_number(made.sections[0])
    _Paper(made, letter).write()
    for each in more:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        _page(section, landscape=False)
        _starts_at_one(section)
        _Paper(made, each).write()
    out = BytesIO()
    made.save(out)
    return packed(out.getvalue())


class _Paper:
    """One paper being written, from its head to its annexes."""

    def __init__(self, made: Document, letter: Letter) -> None:
        self.made = made
        self.letter = letter

    def write(self) -> None:
        letter = self.letter
        main = Writer(self.made, WIDTH)
        self._head(main)
        self._title(main)
        for to in letter.addressed:
            main.line(to, styles.CENTRED)
        self._grounds(main)
        for block in letter.body:
            main.block(block)
        if letter.signers and main.last is not None:
            # A signature never stands alone on a page.
            main.last.paragraph_format.keep_with_next = True
        self._foot(main)
        for annex in letter.annexes:
            self._annex(annex)

    def _head(self, main: Writer) -> None:
        """Agencies to the left, the nation to the right, each with the rule below it."""
        letter = self.letter
        left, right = main.grid((AGENCY, NATION))
        if letter.parent:
            left.line(letter.parent.upper(), styles.PARENT)
        left.line(letter.agency.upper(), styles.AGENCY)
        rule(left, AGENCY, 24)
        if letter.numbered:
            left.line(letter.numbered, styles.NUMBER)
        if letter.is_letter and letter.about:
            left.line(f"V/v {letter.about}", styles.SUBJECT)
        right.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", styles.NATION)
        right.line("Độc lập - Tự do - Hạnh phúc", styles.MOTTO)
        rule(right, NATION, 61)
        right.line(letter.dated, styles.DATED)

    def _title(self, main: Writer) -> None:
        letter = self.letter
        if letter.kind:
            main.line(letter.kind.upper(), styles.KIND)
            if letter.about:
                main.line(letter.about, styles.ABOUT)
            rule(main, WIDTH, 45)

    def _grounds(self, main: Writer) -> None:
        letter = self.letter
        if letter.issuer:
            main.line(letter.issuer.upper(), styles.KIND)
        for ground in grounds_ended(letter.grounds):
            main.line(ground, styles.GROUND)
        if letter.resolution:
            main.line(letter.resolution, styles.KIND)

    def _foot(self, main: Writer) -> None:
        """Recipients stand left of one signer, and below two."""
        letter = self.letter
        if not letter.signers:
            return
        main.line("", styles.TABLE).paragraph_format.keep_with_next = True
        if len(letter.signers) == 1:
            left, right = main.grid((72, 90), kept=True)
            self._recipients(left)
            _signature(right, letter.signers[0])
            return
        cells = main.grid((WIDTH // len(letter.signers),) * len(letter.signers), kept=True)
        for cell, signer in zip(cells, letter.signers, strict=True):
            _signature(cell, signer)
        self._recipients(main)

    def _recipients(self, where: Writer) -> None:
        if self.letter.recipients:
            where.line("Nơi nhận:", styles.RECIPIENTS)
            for each in recipients_ended(self.letter.recipients):
                where.line(each, styles.RECIPIENT)

    def _annex(self, annex: Annex) -> None:
        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        _page(section, landscape=annex.landscape)
        _starts_at_one(section)
        width = ANNEX_WIDTH if annex.landscape else WIDTH
        main = Writer(self.made, width)
        main.line(annex.label, styles.ANNEX)
        main.line(annex.title, styles.KIND)
        main.line(self.letter.belongs, styles.BELONGS)
        rule(main, width, 50)
        for block in annex.blocks:
            main.block(block)


def _signature(where: Writer, signer: Signer) -> None:
    if signer.authority:
        where.line(signer.authority.upper(), styles.SIGNER)
    where.line(signer.post.upper(), styles.SIGNER)
    where.line(signer.note, styles.SIGN_NOTE)
    for _ in range(3):
        where.line("", styles.SIGN_NOTE)
    where.line(signer.name, styles.SIGNER)


def _page(section: Section, *, landscape: bool) -> None:
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True


def _page_number(section: Section) -> None:
    """Number the pages at the top, in the middle, from the second on."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _starts_at_one(section: Section) -> None:
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")


def _properties(made: Document, letter: Letter) -> None:
    moment = datetime.combine(letter.made_on, time(), tzinfo=UTC)
    told = made.core_properties
    told.title, told.author = tidy(letter.title)[:250], tidy(letter.agency)[:250]
    told.created = told.modified = moment
    told.last_modified_by, told.comments, told.keywords = told.author, "", ""
    told.language, told.revision = "vi-VN", 1
