/* The options of a read, whatever size the caller's struct has. */
#ifndef MMI_READ_READ_OPTIONS_H
#define MMI_READ_READ_OPTIONS_H

#include "base/status.h"

#include <mentormatch/programme.h>

#define MMI_MOST_PEOPLE 2000000                    /* default of most_people */
#define MMI_MOST_BYTES ((int64_t)2 << 30)          /* default of most_bytes */

/* Copy the caller's options (NULL: defaults) into `full`; the library's fields that the caller's
 * struct is too short for are 0. most_people and most_bytes are then never 0.
 * MM_ERR_OPTION names the field. */
mm_status mmi_read_options_from(const mm_read_options *options, mm_read_options *full,
                                mm_error *error);

#endif
