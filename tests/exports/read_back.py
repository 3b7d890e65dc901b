"""Reads an export as Python does and prints its rows as JSON, one array a line: text as text, numbers
and dates in words that say what they are. Text of a CSV file is as it stands, apostrophes and all."""

import csv
import datetime
import json
import sys


def of_csv(path, separator):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, delimiter=separator, strict=True)


def of_workbook(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    workbook = openpyxl.load_workbook(path, read_only=True)
    for name in workbook.sheetnames[:-1]:
        for row in workbook[name].iter_rows():
            yield [cell(one, unescape) for one in row]


def cell(one, unescape):
    value = one.value
    if value is None:
        return ""
    if one.data_type == "f":
        return {"formula": str(value)}
    if isinstance(value, datetime.datetime):
        return {"moment": value.isoformat(sep=" ", timespec="milliseconds")}
    if isinstance(value, (int, float)):
        return {"number": f"{value:.2f}"}
    return unescape(value)


def main(path, separator):
    rows = of_csv(path, separator) if path.endswith(".csv") else of_workbook(path)
    for row in rows:
        print(json.dumps(row))


main(*sys.argv[1:])
