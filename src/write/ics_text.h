/* Content lines of iCalendar (RFC 5545, section 3.1): folded at 75 octets, texts escaped. */
#ifndef MMI_WRITE_ICS_TEXT_H
#define MMI_WRITE_ICS_TEXT_H

#include "write/writer.h"

/* A line in the making. */
typedef struct mmi_ics_line {
    mmi_writer *writer;
    size_t n_octets; /* of the physical line so far */
} mmi_ics_line;

/* Begin with what needs no escaping: name, parameters, colon. */
mmi_ics_line mmi_ics_line_begin(mmi_writer *writer, const char *head);
/* Add a piece of a TEXT value, escaped; line breaks of every sort become \n, controls vanish. */
void mmi_ics_line_text(mmi_ics_line *line, const char *text);
void mmi_ics_line_end(mmi_ics_line *line);

/* A whole line that needs no escaping and is known to be short. */
void mmi_ics_short_line(mmi_writer *writer, const char *line);

#endif
