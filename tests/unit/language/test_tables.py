"""Tab-separated tables with a header, comments and line numbers."""

import pytest

from dragoman.errors import PackError
from dragoman.language.tables import Row, read_table


@pytest.fixture
def read(tmp_path):
    def read_text(text, **more):
        path = tmp_path / "offices.tsv"
        path.write_text(text, encoding="utf-8")
        return list(read_table(path, **more))

    return read_text


def test_rows_by_column_name_with_their_line(read):
    rows = read("# a comment\nform\toffice\n\nminister\tminister\n# another\nenvoy\tenvoy\n")
    assert rows == [{"form": "minister", "office": "minister"}, {"form": "envoy", "office": "envoy"}]
    assert [row.line for row in rows] == [4, 6]
    assert all(row.path.endswith("offices.tsv") for row in rows)


def test_missing_columns_at_the_end_are_empty(read):
    assert read("form\toffice\texample\nminister\tminister\n") == [
        {"form": "minister", "office": "minister", "example": ""}
    ]


def test_windows_line_ends_are_no_part_of_a_cell(read):
    assert read("form\toffice\r\nminister\tminister\r\n", required=("form",)) == [
        {"form": "minister", "office": "minister"}
    ]


def test_letters_of_every_script_survive(read):
    assert read("form\nوزیر\u200cخارجه\nминистр\n") == [{"form": "وزیر\u200cخارجه"}, {"form": "министр"}]


@pytest.mark.parametrize("text", ["", "# only comments\n", "form\toffice\n"])
def test_a_table_may_have_no_rows(read, text):
    assert read(text) == []


WRONG = [
    ("form\n\nminister\n", ("office",), 1, "columns"),
    ("form\toffice\nminister\n", ("office",), 2, "empty"),
    ("form\nminister\tminister\n", (), 2, "2 columns"),
]


@pytest.mark.parametrize(("text", "required", "line", "message"), WRONG)
def test_a_wrong_table_says_where(read, text, required, line, message):
    with pytest.raises(PackError, match=message) as caught:
        read(text, required=required)
    assert caught.value.line == line
    assert caught.value.path.endswith("offices.tsv")


def test_a_row_is_a_plain_mapping():
    assert Row(form="minister") == {"form": "minister"}
    assert (Row().path, Row().line) == ("", 0)
