"""Writes the rows of a statement as a workbook with XlsxWriter, in constant memory: the baseline of
`xlsx_export`. Times in milliseconds become dates, minor units numbers with two decimals."""

import datetime
import sqlite3
import sys

import xlsxwriter

MOMENTS = {"created_at", "expires_at", "captured_at"}
AMOUNTS = {"total", "captured", "refunded", "refund_pending", "net"}
EPOCH = datetime.datetime(1970, 1, 1) + datetime.timedelta(hours=5, minutes=30)


def main(book, statement, out):
    rows = sqlite3.connect(f"file:{book}?mode=ro", uri=True).execute(statement)
    names = [column[0] for column in rows.description]
    workbook = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = workbook.add_worksheet("orders")
    bold = workbook.add_format({"bold": True})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})
    amount = workbook.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, bold)
        sheet.set_column(at, at, 20)
    for number, row in enumerate(rows, start=1):
        for at, (name, value) in enumerate(zip(names, row)):
            if value is None:
                continue
            if name in MOMENTS:
                when = EPOCH + datetime.timedelta(milliseconds=value)
                sheet.write_datetime(number, at, when, moment)
            elif name in AMOUNTS:
                sheet.write_number(number, at, value / 100, amount)
            elif isinstance(value, int):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, value)
    workbook.close()


main(*sys.argv[1:])
