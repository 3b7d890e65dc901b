"""Reads the first sheet of a flat OpenDocument spreadsheet, as LibreOffice writes it, and prints its
rows as JSON, one array a line. Blanks of text are folded: the format keeps them in elements."""

import json
import sys
import xml.etree.ElementTree as ET

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def cells(row):
    for one in row:
        if one.tag == TABLE + "table-cell":
            for _ in range(int(one.get(TABLE + "number-columns-repeated", 1))):
                yield cell(one)


def cell(one):
    if one.get(TABLE + "formula") is not None:
        return {"formula": one.get(TABLE + "formula")}
    kind = one.get(OFFICE + "value-type")
    if kind in ("float", "currency", "percentage"):
        return {"number": f"{float(one.get(OFFICE + 'value')):.2f}"}
    if kind == "date":
        return {"moment": one.get(OFFICE + "date-value")}
    parts = []
    for paragraph in one.iter(TEXT + "p"):
        parts.append("".join(texts(paragraph)))
    return " ".join(" ".join(parts).split())


def texts(element):
    yield element.text or ""
    for child in element:
        if child.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
            yield " "
        else:
            yield from texts(child)
        yield child.tail or ""


def main(path):
    sheet = next(ET.parse(path).iter(TABLE + "table"))
    for row in sheet.iter(TABLE + "table-row"):
        values = list(cells(row))
        while values and values[-1] == "":
            values.pop()
        if values:
            print(json.dumps(values))


main(*sys.argv[1:])
