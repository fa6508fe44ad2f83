/* Writes the files of a run - tables, calendars - keeping name, length and SHA-256 of each for
 * summary.json, which comes last. A few files are synced as they are written, many at the end. */
#include "write/run_files.h"

#include "base/sort.h"
#include "explain/unmatched.h"
#include "write/calendars.h"
#include "write/csv_out.h"
#include "write/file_out.h"
#include "write/run_sync.h"

#include <string.h>

#define CALENDAR_PEOPLE_MOST 20000 /* mentors and mentees together, unless asked for */
#define FEW_CALENDARS 64           /* up to here a sync each */

static void fill_pairs(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_pairs_csv(run->what->profiles, run->what->matching, writer);
}

static void fill_unmatched(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    mmi_unmatched_csv(run->what->profiles, item, writer);
}

static void fill_loads(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_loads_csv(run->what->profiles, run->what->matching, writer);
}

static void fill_check_ins(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_check_ins_csv(run->what->profiles, run->what->schedule, writer);
}

static void fill_summary(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    (void)run;
    mmi_summary_json(item, writer);
}

static mm_status write_table(mmi_run_writing *run, const char *name, const void *item,
                             void (*fill)(const mmi_run_writing *, const void *, mmi_writer *))
{
    const mmi_run_output output = {run->place->folder, name, name, fill, item};
    mm_status status = mmi_reserve_files(run, 1);
    if (status != MM_OK) return status;
    mmi_run_file *kept = &run->file[run->n_files++];
    *kept = (mmi_run_file){.name = name};
    return mmi_write_output(run, &output, kept);
}

static bool wants_calendars(const mmi_run_writing *run)
{
    const mm_profiles *profiles = run->what->profiles;
    if (run->what->schedule == NULL) return false;
    if (run->what->schedule->n_check_ins == 0 || run->options->calendars < 0) return false;
    const int64_t n_people =
        (int64_t)profiles->n_people[MMI_MENTOR] + profiles->n_people[MMI_MENTEE];
    return run->options->calendars > 0 || n_people <= CALENDAR_PEOPLE_MOST;
}

static int compare_names(const void *one, const void *other, void *context)
{
    (void)context;
    return strcmp(((const mmi_run_file *)one)->name, ((const mmi_run_file *)other)->name);
}

/* Pairs that were given are not written back: nothing was matched. */
static bool has_own_pairs(const mmi_run_writing *run)
{
    const mm_matching *matching = run->what->matching;
    return matching != NULL && matching->proof.outcome != MM_OUTCOME_GIVEN;
}

static mm_status write_tables(mmi_run_writing *run, const mm_unmatched *unmatched)
{
    mm_status status = MM_OK;
    if (has_own_pairs(run)) {
        status = write_table(run, "pairs.csv", NULL, fill_pairs);
        if (status == MM_OK) status = write_table(run, "unmatched.csv", unmatched, fill_unmatched);
        if (status == MM_OK) status = write_table(run, "loads.csv", NULL, fill_loads);
    }
    if (status == MM_OK && run->what->schedule != NULL) {
        status = write_table(run, "check_ins.csv", NULL, fill_check_ins);
    }
    return status;
}

/* summary.json with the list of all others; then everything is on the disk. */
static mm_status write_summary(mmi_run_writing *run, int32_t n_unfilled)
{
    mmi_sort(run->file, (size_t)run->n_files, sizeof *run->file, compare_names, NULL);
    mmi_summary summary = *run->what;
    summary.n_unfilled = n_unfilled;
    summary.n_files = run->n_files;
    summary.file = run->file;
    const mmi_run_output output = {run->place->folder, "summary.json", "summary.json",
                                   fill_summary, &summary};
    mmi_run_file not_listed;
    const mm_status status = mmi_write_output(run, &output, &not_listed);
    if (status != MM_OK) return status;
    mmi_stage_begin(run->place->stop, MM_STAGE_WRITE, 0.7, 1.0);
    if (run->syncs_at_end) return mmi_sync_run(run);
    const int number = mmi_sync_folder(run->place->folder);
    if (number == 0) return MM_OK;
    return mmi_disk_failure(run->error, run->place->label, "the folder", number);
}

mm_status mmi_write_run_files(const mmi_summary *what, const mm_run_options *options,
                              const mmi_run_place *place, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(options->allocator);
    mmi_run_writing run = {.what = what, .options = options, .place = place, .error = error,
                           .heap = heap, .texts = mmi_arena_on(&heap)};
    mmi_calendar_list calendars = {0};
    const mm_unmatched *unmatched = has_own_pairs(&run) ? options->unmatched : NULL;
    mm_unmatched *made = NULL;
    mm_status status = MM_OK;
    mmi_stage_begin(place->stop, MM_STAGE_WRITE, 0.0, 0.1);
    if (has_own_pairs(&run) && unmatched == NULL) {
        status = mmi_explain_unmatched(what->profiles, what->matching, place->stop, &made, error);
        unmatched = made;
    }
    if (status == MM_OK && wants_calendars(&run)) status = mmi_list_calendars(&run, &calendars);
    run.syncs_at_end = calendars.n > FEW_CALENDARS;
    mmi_stage_begin(place->stop, MM_STAGE_WRITE, 0.1, 0.2);
    if (status == MM_OK) status = write_tables(&run, unmatched);
    mmi_stage_begin(place->stop, MM_STAGE_WRITE, 0.2, 0.7);
    if (status == MM_OK && calendars.n > 0) status = mmi_write_calendars(&run, &calendars);
    if (status == MM_OK) {
        status = write_summary(&run, unmatched != NULL ? unmatched->n_requests : MM_NONE);
    }
    mm_unmatched_free(made);
    mmi_free(&run.heap, run.file);
    mmi_arena_clear(&run.texts);
    return status;
}
