/* Writes calendars. Each is made in a room of its worker and given to the system in one piece; the
 * few that do not fit are left to the calling thread, which streams them. Threads are made only
 * where there are many. */
#include "write/calendars.h"

#include "base/pool.h"
#include "write/calendar_names.h"
#include "write/file_out.h"
#include "write/ics.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CALENDARS "calendars"
#define ROOM_BYTES ((size_t)128 << 10) /* of a worker; a block of the writer and as much again */
#define GRAIN 16                       /* calendars a chunk: about a millisecond */

/* How a calendar ended; a negative number is an error number with its sign changed. */
enum { NOT_BEGUN = 0, WRITTEN = 1, TOO_LONG = 2 };

typedef struct calendars_writing {
    const mmi_run_writing *run;
    const mmi_calendar_list *list;
    int folder;
    char *room;             /* [n_workers][ROOM_BYTES] */
    int32_t *ending;        /* [list->n] */
    mmi_run_file *file;     /* [list->n] */
    atomic_bool has_failed; /* the rest is not worth writing */
} calendars_writing;

static int32_t owner_of(const mm_check_in *check_in, int32_t role)
{
    return role == MMI_MENTOR ? check_in->mentor : check_in->mentee;
}

static const char *listed_name(mmi_arena *texts, const char *name)
{
    const size_t n_before = strlen(CALENDARS "/");
    const size_t n = strlen(name);
    char *listed = mmi_arena_take(texts, n_before + n + 1, 1);
    if (listed == NULL) return NULL;
    memcpy(listed, CALENDARS "/", n_before);
    memcpy(listed + n_before, name, n);
    return listed;
}

/* The calendars of a role: check-ins by person, persons by row. */
static bool list_role(mmi_run_writing *run, int32_t role, mmi_calendar_list *list)
{
    const mm_profiles *profiles = run->what->profiles;
    const mm_schedule *schedule = run->what->schedule;
    const int32_t n_people = profiles->n_people[role];
    int32_t *start = mmi_arena_take(&run->texts, (size_t)n_people + 2, sizeof *start);
    int32_t *index =
        mmi_arena_take(&run->texts, (size_t)schedule->n_check_ins, sizeof *index);
    const char **name = mmi_calendar_names(profiles, role, &run->texts);
    if (start == NULL || index == NULL || name == NULL) return false;
    for (int32_t i = 0; i < schedule->n_check_ins; i++) {
        start[owner_of(&schedule->check_in[i], role) + 2]++;
    }
    for (int32_t i = 2; i <= n_people; i++) start[i] += start[i - 1];
    for (int32_t i = 0; i < schedule->n_check_ins; i++) {
        index[start[owner_of(&schedule->check_in[i], role) + 1]++] = i;
    }
    for (int32_t row = 0; row < n_people; row++) {
        const int32_t person = profiles->number[role][row];
        const int32_t n = start[person + 1] - start[person];
        if (n == 0) continue;
        const char *listed = listed_name(&run->texts, name[row]);
        if (listed == NULL) return false;
        list->calendar[list->n++] = (mmi_calendar){role, n, index + start[person], listed};
    }
    return true;
}

mm_status mmi_list_calendars(mmi_run_writing *run, mmi_calendar_list *list)
{
    const int32_t *n_people = run->what->profiles->n_people;
    const size_t n_most = (size_t)n_people[MMI_MENTOR] + (size_t)n_people[MMI_MENTEE];
    list->n = 0;
    list->calendar = mmi_arena_take(&run->texts, n_most, sizeof *list->calendar);
    const bool has_memory = list->calendar != NULL && list_role(run, MMI_MENTOR, list) &&
                            list_role(run, MMI_MENTEE, list);
    return has_memory ? MM_OK : mmi_out_of_memory(run->error);
}

static void fill_calendar(const mmi_run_writing *run, const void *item, mmi_writer *writer)
{
    const mmi_calendar *its = item;
    mmi_calendar_begin(writer);
    for (int32_t i = 0; i < its->n_check_ins && mmi_writer_turn(writer); i++) {
        const mm_check_in *check_in = &run->what->schedule->check_in[its->check_in[i]];
        mmi_calendar_event(run->what->profiles, check_in, its->role, writer);
    }
    mmi_calendar_end(writer);
}

/* Workers take no memory: a room that is full is a failure, and so is a block handed over. */
static void *take_nothing(void *context, size_t n_bytes)
{
    (void)context, (void)n_bytes;
    return NULL;
}

static void *grow_nothing(void *context, void *block, size_t n_bytes)
{
    (void)context, (void)block, (void)n_bytes;
    return NULL;
}

static void release_nothing(void *context, void *block)
{
    (void)context, (void)block;
}

static int hand_over_nothing(void *context, const void *bytes, size_t n_bytes)
{
    (void)context, (void)bytes, (void)n_bytes;
    return -1;
}

static int32_t write_in_room(const calendars_writing *with, char *room, int32_t number)
{
    static const mm_allocator none = {take_nothing, grow_nothing, release_nothing, NULL};
    const mmi_calendar *its = &with->list->calendar[number];
    const mm_sink sink = {hand_over_nothing, NULL, 0};
    mmi_writer writer = {.sink = sink, .text = {.heap = {none}, .bytes = room,
                                                .capacity = ROOM_BYTES}};
    fill_calendar(with->run, its, &writer);
    if (writer.status != MM_OK || writer.text.has_failed) return TOO_LONG;
    const int error_number =
        mmi_write_new_file(with->folder, its->listed + strlen(CALENDARS "/"), room, writer.text.n,
                           !with->run->syncs_at_end);
    if (error_number != 0) return -error_number;
    mmi_run_file *file = &with->file[number];
    mmi_sha256 hash;
    mmi_sha256_begin(&hash);
    mmi_sha256_add(&hash, room, writer.text.n);
    mmi_sha256_end(&hash, file->sha256);
    file->n_bytes = (int64_t)writer.text.n;
    return WRITTEN;
}

static void write_some(void *context, int32_t worker, int64_t first, int64_t last)
{
    calendars_writing *with = context;
    char *room = with->room + (size_t)worker * ROOM_BYTES;
    for (int64_t i = first; i < last; i++) {
        if (atomic_load_explicit(&with->has_failed, memory_order_relaxed)) return;
        const int32_t ending = write_in_room(with, room, (int32_t)i);
        with->ending[i] = ending;
        if (ending < 0) atomic_store_explicit(&with->has_failed, true, memory_order_relaxed);
    }
}

/* What the workers left, and what they met. */
static mm_status finish(const calendars_writing *with)
{
    const mmi_run_writing *run = with->run;
    mm_status status = MM_OK;
    for (int32_t i = 0; i < with->list->n && status == MM_OK; i++) {
        const mmi_calendar *its = &with->list->calendar[i];
        const mmi_run_output output = {with->folder, its->listed + strlen(CALENDARS "/"),
                                       "a calendar", fill_calendar, its};
        if (with->ending[i] == TOO_LONG) {
            status = mmi_write_output(run, &output, &with->file[i]);
        } else if (with->ending[i] < 0) {
            status = mmi_disk_failure(run->error, run->place->label, output.shown,
                                      -with->ending[i]);
        }
    }
    return status;
}

static mm_status write_all(mmi_run_writing *run, const mmi_calendar_list *list, int folder)
{
    mmi_pool *pool = NULL;
    mm_status status = mmi_reserve_files(run, list->n);
    if (status == MM_OK && run->syncs_at_end) {
        status = mmi_pool_make(&run->heap, run->options->threads, &pool, run->error);
    }
    if (status != MM_OK) return status;
    calendars_writing with = {
        .run = run, .list = list, .folder = folder, .file = run->file + run->n_files,
        .room = mmi_alloc(&run->heap, (size_t)mmi_pool_n_workers(pool), ROOM_BYTES),
        .ending = mmi_alloc(&run->heap, (size_t)list->n, sizeof *with.ending)};
    atomic_init(&with.has_failed, false);
    for (int32_t i = 0; i < list->n; i++) {
        with.file[i] = (mmi_run_file){.name = list->calendar[i].listed};
    }
    run->n_files += list->n;
    if (with.room == NULL || with.ending == NULL) {
        status = mmi_out_of_memory(run->error);
    } else if (!mmi_pool_run(pool, run->place->stop, list->n, GRAIN, write_some, &with)) {
        status = mmi_stopped(run->error);
    } else {
        status = finish(&with);
    }
    mmi_pool_free(pool);
    mmi_free(&run->heap, with.room);
    mmi_free(&run->heap, with.ending);
    return status;
}

mm_status mmi_write_calendars(mmi_run_writing *run, const mmi_calendar_list *list)
{
    const int parent = run->place->folder;
    int folder = -1;
    if (mkdirat(parent, CALENDARS, 0700) == 0 && fchmodat(parent, CALENDARS, 0700, 0) == 0) {
        folder = openat(parent, CALENDARS, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    if (folder < 0) return mmi_disk_failure(run->error, run->place->label, CALENDARS, errno);
    mm_status status = write_all(run, list, folder);
    const int number = status == MM_OK && !run->syncs_at_end ? mmi_sync_folder(folder) : 0;
    if (number != 0) status = mmi_disk_failure(run->error, run->place->label, CALENDARS, number);
    (void)close(folder);
    return status;
}
