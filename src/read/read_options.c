/* Checks the options of a read and fills in the defaults, before anything is read. */
#include "read/read_options.h"

#include "base/take_options.h"

static mm_status bad_option(mm_error *error, const char *sentence)
{
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION, "%s", sentence);
}

mm_status mmi_read_options_from(const mm_read_options *options, mm_read_options *full,
                                mm_error *error)
{
    *full = (mm_read_options)MM_READ_OPTIONS_INIT;
    mm_status status = mmi_take_options(full, sizeof *full, options, "mm_read_options", error);
    if (status == MM_OK) status = mmi_check_time_limit(full->time_limit_s, error);
    if (status != MM_OK) return status;
    if (full->most_people < 0) {
        return bad_option(error, "most_people: expected 0 (the default) or more");
    }
    if (full->most_bytes < 0) {
        return bad_option(error, "most_bytes: expected 0 (the default) or more");
    }
    if (full->most_people == 0) full->most_people = MMI_MOST_PEOPLE;
    if (full->most_bytes == 0) full->most_bytes = MMI_MOST_BYTES;
    return MM_OK;
}
