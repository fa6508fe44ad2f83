/* The names that a zone directory really holds: what a suggestion may be. */
#ifndef MMI_TIME_ZONE_LIST_H
#define MMI_TIME_ZONE_LIST_H

#include "base/intern.h"
#include "base/status.h"

#include <stdbool.h>

/* Walk the directory and add the name of every file that begins as a TZif file does and that may
 * be used (zone_name.h). MM_ERR_MEMORY; a directory that cannot be read is an empty one. */
mm_status mmi_zone_list_walk(const mmi_heap *heap, const char *directory, mmi_intern *names);

/* The name nearest to what somebody wrote: in another letter case, a town alone ("dublin",
 * "New York"), or by edit distance. "" if none is near. */
void mmi_zone_list_nearest(const mmi_intern *names, const char *written, char nearest[64]);

#endif
