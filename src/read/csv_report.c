/* The sentence for each fault of a CSV file: what is wrong, where, and the remedy. */
#include "read/csv.h"

static mm_code code_of(mmi_csv_fault fault)
{
    switch (fault) {
    case MMI_CSV_BARE_QUOTE:
    case MMI_CSV_BEHIND_QUOTE:
    case MMI_CSV_OPEN_QUOTE: return MM_CODE_CSV_QUOTE;
    case MMI_CSV_LONG_CELL:
    case MMI_CSV_LONG_RECORD:
    case MMI_CSV_MANY_COLUMNS: return MM_CODE_LIMIT;
    default: return MM_CODE_CSV_ENCODING;
    }
}

static const char *sentence_of(mmi_csv_fault fault)
{
    switch (fault) {
    case MMI_CSV_UTF16: return "the file is UTF-16; save it as UTF-8";
    case MMI_CSV_LONE_CR:
        return "a carriage return without a line feed; save the file with line ends LF or CRLF";
    case MMI_CSV_BARE_QUOTE:
        return "a double quote in a cell that does not begin with one; put the whole cell in "
               "quotes and double those inside";
    case MMI_CSV_BEHIND_QUOTE:
        return "text behind a closing quote; double the quotes that belong to the text";
    case MMI_CSV_OPEN_QUOTE:
        return "the quote opened here is never closed; close it, or double it if it belongs to "
               "the text";
    case MMI_CSV_LONG_CELL:
        return "a cell is longer than 65,536 bytes; shorten it, or close its quote";
    case MMI_CSV_LONG_RECORD:
        return "a row is longer than 1,048,576 bytes; shorten it, or close its quotes";
    case MMI_CSV_MANY_COLUMNS: return "more than 1,024 columns; remove those that are not needed";
    default: return "";
    }
}

void mmi_csv_report(const mmi_csv *csv, mm_problems *problems, const char *label, int32_t rank)
{
    const mmi_place place = {label, rank, csv->fault_line, csv->fault_column, NULL};
    const mm_code code = code_of(csv->fault);
    if (csv->fault == MMI_CSV_NUL || csv->fault == MMI_CSV_NOT_UTF8) {
        mmi_report(problems, MM_SEVERITY_ERROR, code, &place, NULL, NULL,
                   "%s at byte %zu of the file (counted from 0); save it as UTF-8",
                   csv->fault == MMI_CSV_NUL ? "a NUL" : "no valid UTF-8", csv->fault_offset);
        return;
    }
    mmi_report(problems, MM_SEVERITY_ERROR, code, &place, NULL, NULL, "%s",
               sentence_of(csv->fault));
}
