/* Zones by name, each loaded once from a zone directory. */
#ifndef MMI_TIME_ZONE_BOOK_H
#define MMI_TIME_ZONE_BOOK_H

#include "time/zone.h"

#include <stdbool.h>

typedef struct mmi_zone_book mmi_zone_book;

typedef enum mmi_zone_answer {
    MMI_ZONE_OK,
    MMI_ZONE_BAD_NAME,    /* not a legal name: "..", absolute, empty part, characters, too long */
    MMI_ZONE_UNKNOWN,     /* a legal name without a file, or with a file that is no zone */
    MMI_ZONE_REFUSED,     /* right/, posix/, localtime, posixrules, Factory: differ by machine */
    MMI_ZONE_DAMAGED,     /* a TZif file that breaks RFC 9636 */
    MMI_ZONE_NO_DATABASE, /* the directory itself is missing */
    MMI_ZONE_MEMORY
} mmi_zone_answer;

/* directory NULL: /usr/share/zoneinfo. Nothing is read yet. NULL: no memory. */
mmi_zone_book *mmi_zone_book_new(const mmi_heap *heap, const char *directory);
void mmi_zone_book_free(mmi_zone_book *book);

/* The zone of a name: IANA name, `UTC`, or `UTC+HH:MM` / `UTC-HH:MM` from -14:00 to +14:00 in
 * quarter hours. `suggestion` (may be NULL) is filled with a near known name or "". The zone is
 * lent and lives as long as the book. Answers are remembered, so asking again is cheap. */
mmi_zone_answer mmi_zone_book_find(mmi_zone_book *book, const char *name, const mmi_zone **zone,
                                   char suggestion[64]);

/* Version of the zone data such as "2025b", "unknown" where the directory does not say. Lent
 * and remembered; NULL: no memory. */
const char *mmi_zone_book_version(mmi_zone_book *book);

#endif
