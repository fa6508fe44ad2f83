/* What a time zone name says before any file is opened. */
#ifndef MMI_TIME_ZONE_NAME_H
#define MMI_TIME_ZONE_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MMI_ZONE_NAME_BYTES_MOST 63 /* the longest real one has 32 */

/* The first n bytes are the same but for the case of ASCII letters, whatever the locale. */
bool mmi_equal_but_case(const char *one, const char *other, size_t n);

/* Parts of letters, digits, "_", "+", "-" joined by "/"; at most MMI_ZONE_NAME_BYTES_MOST. */
bool mmi_zone_name_is_legal(const char *name);

/* right/, posix/, localtime, posixrules, Factory, in any letter case. */
bool mmi_zone_name_is_refused(const char *name);

/* `UTC`, `UTC+HH:MM`, `UTC-HH:MM` from -14:00 to +14:00 in quarter hours. */
bool mmi_zone_name_is_fixed(const char *name, int32_t *offset_s);

/* What "utc+3", "GMT +5:30", "+05:45" and the like would be in that form; false: no such thing. */
bool mmi_zone_name_nearest_fixed(const char *name, char fixed[10]);

#endif
