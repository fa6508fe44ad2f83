/* The four tables of a run as CSV (RFC 4180), LF at the end of a line, headings always. */
#ifndef MMI_WRITE_CSV_OUT_H
#define MMI_WRITE_CSV_OUT_H

#include "explain/unmatched.h"
#include "schedule/schedule.h"
#include "write/writer.h"

/* Rows are written in the order of their objects, which is by bytes of the ids. */
void mmi_pairs_csv(const mm_profiles *profiles, const mm_matching *matching, mmi_writer *writer);
void mmi_unmatched_csv(const mm_profiles *profiles, const mm_unmatched *unmatched,
                       mmi_writer *writer);
void mmi_loads_csv(const mm_profiles *profiles, const mm_matching *matching, mmi_writer *writer);
void mmi_check_ins_csv(const mm_profiles *profiles, const mm_schedule *schedule,
                       mmi_writer *writer);

#endif
