/* The calendars of a run: who has one, and writing them, split by person. */
#ifndef MMI_WRITE_CALENDARS_H
#define MMI_WRITE_CALENDARS_H

#include "write/run_writing.h"

/* One person's check-ins in one role. */
typedef struct mmi_calendar {
    int32_t role;
    int32_t n_check_ins;
    const int32_t *check_in; /* [n_check_ins] of the schedule, ascending */
    const char *listed;      /* "calendars/mentor-….ics" */
} mmi_calendar;

typedef struct mmi_calendar_list {
    int32_t n;
    mmi_calendar *calendar; /* [n] of everybody with a check-in; all in run->texts */
} mmi_calendar_list;

/* Everybody who gets a calendar. MM_ERR_MEMORY. */
mm_status mmi_list_calendars(mmi_run_writing *run, mmi_calendar_list *list);

/* Make the folder of calendars and write them all. MM_ERR_MEMORY, MM_ERR_FILE, MM_ERR_STOPPED. */
mm_status mmi_write_calendars(mmi_run_writing *run, const mmi_calendar_list *list);

#endif
