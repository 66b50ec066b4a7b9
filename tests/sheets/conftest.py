"""What the tests of sheets share."""

import zipfile
from io import BytesIO

import pytest


@pytest.fixture
def rewritten():
    """Return a workbook with its first sheet's XML changed by hand."""

    def rewrite(data, old, new, part="xl/worksheets/sheet1.xml"):
        target = BytesIO()
        assert part in zipfile.ZipFile(BytesIO(data)).namelist()
        with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
            for name in source.namelist():
                content = source.read(name)
                if name == part:
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode())
                copy.writestr(name, content)
        return target.getvalue()

    return rewrite
