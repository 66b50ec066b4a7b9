"""Official wording laid over our short labels."""

from collections.abc import Mapping
from dataclasses import replace

from ocop.rulesets.sheet import Criterion, Part, Section, Sheet, Words

# The position that stands for the name of the criterion itself.
NAME = 0
Wordings = Mapping[tuple[str, int], str]


def worded(sheet: Sheet, wordings: Wordings) -> Sheet:
    """Return the sheet with the official Vietnamese text where ``wordings`` has one.

    Keys are a criterion's code and an option's position, 0 for the criterion's own name.
    """
    if not wordings:
        return sheet
    return replace(sheet, parts=tuple(_part(part, wordings) for part in sheet.parts))


def _part(part: Part, wordings: Wordings) -> Part:
    return replace(part, sections=tuple(_section(s, wordings) for s in part.sections))


def _section(section: Section, wordings: Wordings) -> Section:
    criteria = tuple(_criterion(criterion, wordings) for criterion in section.criteria)
    name = criteria[0].name if section.alone else section.name
    return replace(section, name=name, criteria=criteria)


def _criterion(criterion: Criterion, wordings: Wordings) -> Criterion:
    options = tuple(
        replace(option, label=_words(option.label, wordings.get((criterion.code, option.position))))
        for option in criterion.options
    )
    name = _words(criterion.name, wordings.get((criterion.code, NAME)))
    return replace(criterion, name=name, options=options)


def _words(words: Words, official: str | None) -> Words:
    return words if official is None else Words(official, words.en)
