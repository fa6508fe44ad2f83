/* Writes the files of a run one after the other, keeping name, length and SHA-256 of each for
 * summary.json, which comes last. */
#include "write/run_files.h"

#include "base/arena.h"
#include "base/sort.h"
#include "explain/unmatched.h"
#include "write/calendar_names.h"
#include "write/csv_out.h"
#include "write/file_out.h"
#include "write/ics.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CALENDARS "calendars"
#define CALENDAR_PEOPLE_MOST 20000 /* mentors and mentees together, unless asked for */

typedef struct run_writing {
    const mmi_summary *what;
    const mm_run_options *options;
    const mmi_run_place *place;
    mm_error *error;
    mmi_heap heap;
    mmi_arena texts;         /* names of files */
    mm_unmatched *unmatched; /* NULL: not written */
    mmi_run_file *file;      /* [n_files] written so far */
    int32_t n_files;
    size_t capacity;
} run_writing;

/* One file: where, and what is in it. */
typedef struct run_output {
    int folder;         /* descriptor */
    const char *name;   /* in that folder */
    const char *listed; /* in summary.json; NULL: not listed */
    const char *shown;  /* in messages: no ids */
    void (*fill)(const run_writing *run, const void *item, mmi_writer *writer);
    const void *item;
} run_output;

/* A person's check-ins in one role. */
typedef struct agenda {
    int32_t role;
    int32_t n;
    const int32_t *check_in; /* [n] of the schedule, ascending */
} agenda;

/* Remember a written file for summary.json. */
static mm_status keep(run_writing *run, const run_output *output, const mmi_file_out *file,
                      const uint8_t sha256[MMI_SHA256_BYTES])
{
    const char *name = mmi_arena_text(&run->texts, output->listed, strlen(output->listed));
    const size_t n_needed = (size_t)run->n_files + 1;
    if (name == NULL || !mmi_reserve(&run->heap, &run->file, &run->capacity, n_needed)) {
        return mmi_out_of_memory(run->error);
    }
    mmi_run_file *kept = &run->file[run->n_files++];
    *kept = (mmi_run_file){.name = name, .n_bytes = file->n_bytes};
    memcpy(kept->sha256, sha256, sizeof kept->sha256);
    return MM_OK;
}

static mm_status write_file(run_writing *run, const run_output *output)
{
    mmi_file_out file = {.label = run->place->label, .shown = output->shown,
                         .error = run->error};
    mm_status status = mmi_file_out_open(&file, output->folder, output->name);
    if (status != MM_OK) return status;
    mm_sink sink = mmi_file_out_sink(&file);
    sink.raw_text = run->options->raw_text;
    mmi_writer writer = mmi_writer_on(&run->heap, sink, run->place->stop);
    output->fill(run, output->item, &writer);
    status = mmi_writer_end(&writer, run->error);
    if (status != MM_OK) {
        mmi_file_out_abandon(&file);
        return status;
    }
    uint8_t sha256[MMI_SHA256_BYTES];
    status = mmi_file_out_close(&file, sha256);
    if (status != MM_OK || output->listed == NULL) return status;
    return keep(run, output, &file, sha256);
}

static void fill_pairs(const run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_pairs_csv(run->what->profiles, run->what->matching, writer);
}

static void fill_unmatched(const run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_unmatched_csv(run->what->profiles, run->unmatched, writer);
}

static void fill_loads(const run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_loads_csv(run->what->profiles, run->what->matching, writer);
}

static void fill_check_ins(const run_writing *run, const void *item, mmi_writer *writer)
{
    (void)item;
    mmi_check_ins_csv(run->what->profiles, run->what->schedule, writer);
}

static void fill_calendar(const run_writing *run, const void *item, mmi_writer *writer)
{
    const agenda *agenda_of = item;
    mmi_calendar_begin(writer);
    for (int32_t i = 0; i < agenda_of->n && mmi_writer_turn(writer); i++) {
        const mm_check_in *check_in = &run->what->schedule->check_in[agenda_of->check_in[i]];
        mmi_calendar_event(run->what->profiles, check_in, agenda_of->role, writer);
    }
    mmi_calendar_end(writer);
}

static void fill_summary(const run_writing *run, const void *item, mmi_writer *writer)
{
    (void)run;
    mmi_summary_json(item, writer);
}

static mm_status write_table(run_writing *run, const char *name,
                             void (*fill)(const run_writing *, const void *, mmi_writer *))
{
    const run_output output = {run->place->folder, name, name, name, fill, NULL};
    return write_file(run, &output);
}

static int32_t owner_of(const mm_check_in *check_in, int32_t role)
{
    return role == MMI_MENTOR ? check_in->mentor : check_in->mentee;
}

/* The calendars of a role, given room for the check-ins by person. */
static mm_status write_role(run_writing *run, int folder, int32_t role, int32_t *start,
                            int32_t *index)
{
    const mm_profiles *profiles = run->what->profiles;
    const mm_schedule *schedule = run->what->schedule;
    const int32_t n_people = profiles->n_people[role];
    for (int32_t i = 0; i < schedule->n_check_ins; i++) {
        start[owner_of(&schedule->check_in[i], role) + 2]++;
    }
    for (int32_t i = 2; i <= n_people; i++) start[i] += start[i - 1];
    for (int32_t i = 0; i < schedule->n_check_ins; i++) {
        index[start[owner_of(&schedule->check_in[i], role) + 1]++] = i;
    }
    const char **name = mmi_calendar_names(profiles, role, &run->texts);
    if (name == NULL) return mmi_out_of_memory(run->error);
    mm_status status = MM_OK;
    mmi_buffer listed = mmi_buffer_on(&run->heap);
    for (int32_t row = 0; row < n_people && status == MM_OK; row++) {
        const int32_t person = profiles->number[role][row];
        const agenda its = {role, start[person + 1] - start[person], index + start[person]};
        if (its.n == 0) continue;
        mmi_buffer_restart(&listed);
        mmi_buffer_text(&listed, CALENDARS "/");
        mmi_buffer_text(&listed, name[row]);
        if (listed.has_failed) {
            status = mmi_out_of_memory(run->error);
        } else {
            const run_output output = {folder, name[row], listed.bytes, "a calendar", fill_calendar,
                                   &its};
            status = write_file(run, &output);
        }
    }
    mmi_buffer_clear(&listed);
    return status;
}

static mm_status write_both_roles(run_writing *run, int folder)
{
    mm_status status = MM_OK;
    for (int32_t role = 0; role < MMI_N_ROLES && status == MM_OK; role++) {
        const size_t n_people = (size_t)run->what->profiles->n_people[role];
        const size_t n_check_ins = (size_t)run->what->schedule->n_check_ins;
        int32_t *start = mmi_alloc(&run->heap, n_people + 2, sizeof *start);
        int32_t *index = mmi_alloc(&run->heap, n_check_ins, sizeof *index);
        status = start != NULL && index != NULL ? write_role(run, folder, role, start, index)
                                                : mmi_out_of_memory(run->error);
        mmi_free(&run->heap, start);
        mmi_free(&run->heap, index);
    }
    return status;
}

static mm_status write_calendars(run_writing *run)
{
    const int parent = run->place->folder;
    int folder = -1;
    if (mkdirat(parent, CALENDARS, 0700) == 0 && fchmodat(parent, CALENDARS, 0700, 0) == 0) {
        folder = openat(parent, CALENDARS, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    if (folder < 0) return mmi_disk_failure(run->error, run->place->label, CALENDARS, errno);
    mm_status status = write_both_roles(run, folder);
    const int number = status == MM_OK ? mmi_sync_folder(folder) : 0;
    if (number != 0) status = mmi_disk_failure(run->error, run->place->label, CALENDARS, number);
    (void)close(folder);
    return status;
}

static bool wants_calendars(const run_writing *run)
{
    const mm_profiles *profiles = run->what->profiles;
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

static mm_status write_summary(run_writing *run)
{
    mmi_sort(run->file, (size_t)run->n_files, sizeof *run->file, compare_names, NULL);
    mmi_summary summary = *run->what;
    summary.n_unfilled = run->unmatched != NULL ? run->unmatched->n_requests : MM_NONE;
    summary.n_files = run->n_files;
    summary.file = run->file;
    const run_output output = {run->place->folder, "summary.json", NULL, "summary.json",
                           fill_summary, &summary};
    const mm_status status = write_file(run, &output);
    const int number = status == MM_OK ? mmi_sync_folder(run->place->folder) : 0;
    if (number == 0) return status;
    return mmi_disk_failure(run->error, run->place->label, "the folder", number);
}

mm_status mmi_write_run_files(const mmi_summary *what, const mm_run_options *options,
                              const mmi_run_place *place, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(options->allocator);
    run_writing run = {.what = what, .options = options, .place = place, .error = error,
                       .heap = heap, .texts = mmi_arena_on(&heap)};
    mm_status status = MM_OK;
    /* Pairs that were given are not written back: nothing was matched. */
    if (what->matching != NULL && what->matching->proof.outcome != MM_OUTCOME_GIVEN) {
        const mmi_stop stop = mmi_stop_from(options->cancel, options->time_limit_s);
        status = mmi_explain_unmatched(what->profiles, what->matching, &stop, &run.unmatched,
                                       error);
        if (status == MM_OK) status = write_table(&run, "pairs.csv", fill_pairs);
        if (status == MM_OK) status = write_table(&run, "unmatched.csv", fill_unmatched);
        if (status == MM_OK) status = write_table(&run, "loads.csv", fill_loads);
    }
    if (status == MM_OK && what->schedule != NULL) {
        status = write_table(&run, "check_ins.csv", fill_check_ins);
        if (status == MM_OK && wants_calendars(&run)) status = write_calendars(&run);
    }
    if (status == MM_OK) status = write_summary(&run);
    mm_unmatched_free(run.unmatched);
    mmi_free(&run.heap, run.file);
    mmi_arena_clear(&run.texts);
    return status;
}
