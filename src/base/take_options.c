/* The size comes first in every options struct: what the caller does not know keeps its default,
 * what the library does not know is ignored. */
#include "base/take_options.h"

#include <string.h>

mm_status mmi_take_options(void *own, size_t size, const void *given, const char *name,
                           mm_error *error)
{
    if (given == NULL) return MM_OK;
    size_t given_size;
    memcpy(&given_size, given, sizeof given_size);
    if (given_size < sizeof given_size) {
        return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                        "size of %s is not set; begin with its _INIT or its _init()", name);
    }
    memcpy(own, given, given_size < size ? given_size : size);
    memcpy(own, &size, sizeof size);
    return MM_OK;
}

void mmi_init_options(void *options, size_t size)
{
    if (options == NULL || size < sizeof size) return;
    memset(options, 0, size);
    memcpy(options, &size, sizeof size);
}

mm_status mmi_check_time_limit(double time_limit_s, mm_error *error)
{
    if (time_limit_s >= 0 && time_limit_s <= 1e300) return MM_OK;
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                    "time_limit_s must be 0 (no limit) or a number of seconds above it");
}
