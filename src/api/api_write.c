/* The public functions of write.h: check the arguments, call one function of `write`. */
#include "base/pool.h"
#include "base/take_options.h"
#include "lp/lp.h"
#include "write/csv_out.h"
#include "write/ics.h"
#include "write/run_folder.h"

#include <mentormatch/write.h>

#include <jansson.h>
#include <string.h>

static mm_status check_fingerprint(const mm_profiles *profiles, const uint8_t *fingerprint,
                                   const char *what, mm_error *error)
{
    if (memcmp(profiles->cohort->fingerprint, fingerprint, MMI_SHA256_BYTES) == 0) return MM_OK;
    return mmi_fail(error, MM_ERR_MISMATCH, MM_CODE_MISMATCH,
                    "the %s was made from another cohort; make it from these profiles", what);
}

static mm_status check_matching(const mm_profiles *profiles, const mm_matching *matching,
                                mm_error *error)
{
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (matching == NULL) return mmi_missing(error, "matching");
    return check_fingerprint(profiles, matching->fingerprint, "matching", error);
}

static mm_status check_schedule(const mm_profiles *profiles, const mm_schedule *schedule,
                                mm_error *error)
{
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (schedule == NULL) return mmi_missing(error, "schedule");
    return check_fingerprint(profiles, schedule->fingerprint, "schedule", error);
}

static int write_to_file(void *context, const void *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, context) == n_bytes ? 0 : -1;
}

mm_sink mm_sink_file(FILE *file)
{
    /* No stream, no write: such a sink is refused as an argument. */
    return (mm_sink){file != NULL ? write_to_file : NULL, file, 0};
}

static int write_to_memory(void *context, const void *bytes, size_t n_bytes)
{
    mm_memory *memory = context;
    const mmi_heap heap = mmi_heap_from(NULL);
    size_t needed;
    if (__builtin_add_overflow(memory->n_bytes, n_bytes, &needed) || needed == SIZE_MAX ||
        !mmi_reserve(&heap, &memory->bytes, &memory->capacity, needed + 1)) {
        return -1;
    }
    memcpy(memory->bytes + memory->n_bytes, bytes, n_bytes);
    memory->bytes[needed] = '\0';
    memory->n_bytes = needed;
    return 0;
}

mm_sink mm_sink_memory(mm_memory *memory)
{
    return (mm_sink){memory != NULL ? write_to_memory : NULL, memory, 0};
}

void mm_memory_free(mm_memory *memory)
{
    if (memory == NULL) return;
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_free(&heap, memory->bytes);
    *memory = (mm_memory){0};
}

typedef void fill_table(const mm_profiles *profiles, const mm_matching *matching,
                        mmi_writer *writer);

static mm_status write_matching(const mm_profiles *profiles, const mm_matching *matching,
                                fill_table *fill, mm_sink sink, mm_error *error)
{
    mmi_error_clear(error);
    const mm_status status = check_matching(profiles, matching, error);
    if (status != MM_OK) return status;
    if (sink.write == NULL) return mmi_missing(error, "sink.write");
    mmi_writer writer = mmi_writer_on(&profiles->heap, sink, NULL);
    fill(profiles, matching, &writer);
    return mmi_writer_end(&writer, error);
}

mm_status mm_write_pairs_csv(const mm_profiles *profiles, const mm_matching *matching,
                             mm_sink sink, mm_error *error)
{
    return write_matching(profiles, matching, mmi_pairs_csv, sink, error);
}

mm_status mm_write_unmatched_csv(const mm_profiles *profiles, const mm_matching *matching,
                                 mm_sink sink, mm_error *error)
{
    mmi_error_clear(error);
    mm_status status = check_matching(profiles, matching, error);
    if (status != MM_OK) return status;
    if (sink.write == NULL) return mmi_missing(error, "sink.write");
    mm_unmatched *unmatched = NULL;
    const mmi_stop never = mmi_stop_from(NULL, 0);
    status = mmi_explain_unmatched(profiles, matching, &never, &unmatched, error);
    if (status != MM_OK) return status;
    mmi_writer writer = mmi_writer_on(&profiles->heap, sink, NULL);
    mmi_unmatched_csv(profiles, unmatched, &writer);
    status = mmi_writer_end(&writer, error);
    mm_unmatched_free(unmatched);
    return status;
}

mm_status mm_write_loads_csv(const mm_profiles *profiles, const mm_matching *matching,
                             mm_sink sink, mm_error *error)
{
    return write_matching(profiles, matching, mmi_loads_csv, sink, error);
}

mm_status mm_write_check_ins_csv(const mm_profiles *profiles, const mm_schedule *schedule,
                                 mm_sink sink, mm_error *error)
{
    mmi_error_clear(error);
    const mm_status status = check_schedule(profiles, schedule, error);
    if (status != MM_OK) return status;
    if (sink.write == NULL) return mmi_missing(error, "sink.write");
    mmi_writer writer = mmi_writer_on(&profiles->heap, sink, NULL);
    mmi_check_ins_csv(profiles, schedule, &writer);
    return mmi_writer_end(&writer, error);
}

mm_status mm_write_calendar(const mm_profiles *profiles, const mm_schedule *schedule,
                            mm_role role, int32_t person, mm_sink sink, mm_error *error)
{
    mmi_error_clear(error);
    const mm_status status = check_schedule(profiles, schedule, error);
    if (status != MM_OK) return status;
    if (role != MM_ROLE_MENTOR && role != MM_ROLE_MENTEE) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "role must be MM_ROLE_MENTOR or MM_ROLE_MENTEE");
    }
    if (person < 0 || person >= profiles->n_people[role]) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "person must be a number of the profiles, from 0 up to but not %d",
                        (int)profiles->n_people[role]);
    }
    if (sink.write == NULL) return mmi_missing(error, "sink.write");
    mmi_writer writer = mmi_writer_on(&profiles->heap, sink, NULL);
    mmi_calendar_begin(&writer);
    for (int32_t i = 0; i < schedule->n_check_ins && mmi_writer_turn(&writer); i++) {
        const mm_check_in *check_in = &schedule->check_in[i];
        const int32_t owner = role == MM_ROLE_MENTOR ? check_in->mentor : check_in->mentee;
        if (owner == person) mmi_calendar_event(profiles, check_in, (int32_t)role, &writer);
    }
    mmi_calendar_end(&writer);
    return mmi_writer_end(&writer, error);
}

void mm_run_options_init(mm_run_options *options, size_t size)
{
    mmi_init_options(options, size);
}

static mm_status bad_option(mm_error *error, const char *sentence)
{
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION, "%s", sentence);
}

/* The caller's options in full; fields that its struct is too short for are 0. */
static mm_status run_options_from(const mm_run_options *options, mm_run_options *full,
                                  mm_error *error)
{
    *full = (mm_run_options)MM_RUN_OPTIONS_INIT;
    mm_status status = mmi_take_options(full, sizeof *full, options, "mm_run_options", error);
    if (status == MM_OK) status = mmi_check_time_limit(full->time_limit_s, error);
    if (status == MM_OK) status = mmi_check_threads(full->threads, error);
    if (status != MM_OK) return status;
    if (full->raw_text != 0 && full->raw_text != 1) {
        return bad_option(error, "raw_text: expected 0 (apostrophes) or 1 (texts as they are)");
    }
    if (full->overwrite != 0 && full->overwrite != 1) {
        return bad_option(error, "overwrite: expected 0 (only an earlier run) or 1 (anything)");
    }
    if (full->calendars < -1 || full->calendars > 1) {
        return bad_option(error, "calendars: expected 0 (up to 20,000 people), 1 (always) "
                                 "or -1 (never)");
    }
    return MM_OK;
}

mm_status mm_write_run(const mm_profiles *profiles, const mm_matching *matching,
                       const mm_schedule *schedule, const char *folder,
                       const mm_run_options *options, mm_error *error)
{
    mmi_error_clear(error);
    mm_status status = MM_OK;
    if (matching != NULL || schedule == NULL) status = check_matching(profiles, matching, error);
    if (status == MM_OK && schedule != NULL) status = check_schedule(profiles, schedule, error);
    if (status != MM_OK) return status;
    if (folder == NULL) return mmi_missing(error, "folder");
    mm_run_options full;
    status = run_options_from(options, &full, error);
    if (status == MM_OK && full.unmatched != NULL) {
        status = check_fingerprint(profiles, full.unmatched->fingerprint,
                                   "list of unfilled requests", error);
    }
    if (status != MM_OK) return status;
    const mmi_versions versions = {mmi_lp_glpk_version(), JANSSON_VERSION};
    const mmi_summary what = {.profiles = profiles, .matching = matching, .schedule = schedule,
                              .versions = &versions, .n_unfilled = MM_NONE};
    return mmi_write_run(&what, folder, &full, error);
}
