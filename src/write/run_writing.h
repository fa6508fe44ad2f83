/* What the files of a run are written with, and writing one of them. */
#ifndef MMI_WRITE_RUN_WRITING_H
#define MMI_WRITE_RUN_WRITING_H

#include "base/arena.h"
#include "write/json_out.h"
#include "write/run_files.h"
#include "write/writer.h"

typedef struct mmi_run_writing {
    const mmi_summary *what;
    const mm_run_options *options;
    const mmi_run_place *place;
    mm_error *error;
    mmi_heap heap;
    mmi_arena texts;      /* names of files, lists of calendars */
    mmi_run_file *file;   /* [n_files] written so far, for summary.json */
    int32_t n_files;
    size_t capacity;
    bool syncs_at_end;    /* all files at once: nothing is synced while it is written */
} mmi_run_writing;

/* One file: where, and what is in it. */
typedef struct mmi_run_output {
    int folder;        /* descriptor */
    const char *name;  /* in that folder */
    const char *shown; /* in messages: no ids */
    void (*fill)(const mmi_run_writing *run, const void *item, mmi_writer *writer);
    const void *item;
} mmi_run_output;

/* Room for n further files in run->file. */
mm_status mmi_reserve_files(mmi_run_writing *run, int32_t n);

/* A file of any length, a block at a time; length and SHA-256 into `kept`. */
mm_status mmi_write_output(const mmi_run_writing *run, const mmi_run_output *output,
                           mmi_run_file *kept);

#endif
