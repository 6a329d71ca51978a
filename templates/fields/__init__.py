"""Field types: one declaration is at once the reader's repair, the check on return, and what Excel enforces.

    base.py         FieldType, and what all of them share
    numbers.py      Int, Dec, Yuan, Wan, Pct, Year
    dates.py        Date, Month
    series.py       Series (several numbers in one cell)
    text.py         Text, LongText, Digits (numbers kept as text)
    identifiers.py  Uscc, ResidentId, and birth date, sex and age from the latter
    contact.py      Tel, Mobile, Email, NameAndTel (name and telephone number in one printed column)
    choices.py      Enum, Multi (both Listed: `codes` is their code list), YesNo, CountOrSize
    layout.py       Seq, Auto, Sign, Stamp, Photo
    constants.py    defined names that the formulas rely on

A reader calls `value = normalise(raw)`, then `repairs(raw, value)` and `problems(value, context)`; words for both come
from `templates.messages`. The Excel side accepts what needs no repair, and small letters or blanks where a type says
so; it flags full-width digits or a text number, which only a reader can mend.
"""

from templates.fields.base import (
    CELL,
    TODAY_NAME,
    FieldContext,
    FieldError,
    FieldType,
    Problem,
    Validation,
    fill,
    is_blank,
    list_tokens,
)
from templates.fields.choices import CountOrSize, Enum, Listed, Multi, YesNo
from templates.fields.constants import NAMED_CONSTANTS
from templates.fields.contact import Email, Mobile, NameAndTel, Tel, read_tel, split_name_tel
from templates.fields.dates import Date, Month
from templates.fields.identifiers import (
    ResidentId,
    Uscc,
    age_formula,
    age_on,
    birth_date,
    birth_date_formula,
    sex,
    sex_formula,
    uscc_check,
)
from templates.fields.layout import Auto, Photo, Seq, Sign, Stamp
from templates.fields.numbers import Dec, Int, Pct, Wan, Year, Yuan
from templates.fields.series import Series
from templates.fields.text import Digits, LongText, Text

__all__ = [
    "CELL",
    "NAMED_CONSTANTS",
    "TODAY_NAME",
    "Auto",
    "CountOrSize",
    "Date",
    "Dec",
    "Digits",
    "Email",
    "Enum",
    "FieldContext",
    "FieldError",
    "FieldType",
    "Int",
    "Listed",
    "LongText",
    "Mobile",
    "Month",
    "Multi",
    "NameAndTel",
    "Pct",
    "Photo",
    "Problem",
    "ResidentId",
    "Seq",
    "Series",
    "Sign",
    "Stamp",
    "Tel",
    "Text",
    "Uscc",
    "Validation",
    "Wan",
    "Year",
    "YesNo",
    "Yuan",
    "age_formula",
    "age_on",
    "birth_date",
    "birth_date_formula",
    "fill",
    "is_blank",
    "list_tokens",
    "read_tel",
    "sex",
    "sex_formula",
    "split_name_tel",
    "uscc_check",
]
