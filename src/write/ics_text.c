/* Folds and escapes by RFC 5545, sections 3.1 and 3.3.11. A UTF-8 sequence or an escape pair is
 * never split, although readers must cope with either: not all do. */
#include "write/ics_text.h"

#include <string.h>

#define LINE_OCTETS 75 /* without CR LF; the blank that begins a folded line counts */

/* Bytes of the UTF-8 sequence at `text`; 1 where it is none. */
static size_t sequence_bytes(const char *text)
{
    const unsigned char lead = (unsigned char)text[0];
    const size_t n = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < n; i++) {
        if (((unsigned char)text[i] & 0xC0) != 0x80) return i;
    }
    return n;
}

/* Bytes of the line break at `text`, 0 if there is none: CR LF, CR, LF, and what Unicode calls
 * NEXT LINE, LINE SEPARATOR, PARAGRAPH SEPARATOR, at which careless readers split. */
static size_t line_break_bytes(const char *text)
{
    if (text[0] == '\r') return text[1] == '\n' ? 2 : 1;
    if (text[0] == '\n') return 1;
    if (strncmp(text, "\xC2\x85", 2) == 0) return 2;
    if (strncmp(text, "\xE2\x80\xA8", 3) == 0 || strncmp(text, "\xE2\x80\xA9", 3) == 0) return 3;
    return 0;
}

/* Bytes that stay together, on this line or the next. */
static void add_unit(mmi_ics_line *line, const char *bytes, size_t n)
{
    if (line->n_octets + n > LINE_OCTETS) {
        mmi_buffer_text(&line->writer->text, "\r\n ");
        line->n_octets = 1;
    }
    mmi_buffer_bytes(&line->writer->text, bytes, n);
    line->n_octets += n;
}

mmi_ics_line mmi_ics_line_begin(mmi_writer *writer, const char *head)
{
    mmi_buffer_text(&writer->text, head);
    return (mmi_ics_line){writer, strlen(head)};
}

void mmi_ics_line_text(mmi_ics_line *line, const char *text)
{
    while (*text != '\0') {
        size_t n = line_break_bytes(text);
        const unsigned char byte = (unsigned char)*text;
        if (n > 0) {
            add_unit(line, "\\n", 2);
        } else if (byte == '\\' || byte == ';' || byte == ',') {
            const char pair[2] = {'\\', *text};
            n = 1;
            add_unit(line, pair, 2);
        } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            n = 1;
        } else {
            n = sequence_bytes(text);
            add_unit(line, text, n);
        }
        text += n;
    }
}

void mmi_ics_line_end(mmi_ics_line *line)
{
    mmi_buffer_text(&line->writer->text, "\r\n");
}

void mmi_ics_short_line(mmi_writer *writer, const char *line)
{
    mmi_buffer_text(&writer->text, line);
    mmi_buffer_text(&writer->text, "\r\n");
}
