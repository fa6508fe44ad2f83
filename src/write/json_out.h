/* summary.json: what a run is, what it found, what is proven, and its files with checksums. */
#ifndef MMI_WRITE_JSON_OUT_H
#define MMI_WRITE_JSON_OUT_H

#include "schedule/schedule.h"
#include "write/writer.h"

/* Of the libraries that took part; the api asks them, as `write` knows neither. */
typedef struct mmi_versions {
    const char *glpk;
    const char *jansson;
} mmi_versions;

/* One file of a run. */
typedef struct mmi_run_file {
    const char *name; /* relative to the folder, with '/' */
    int64_t n_bytes;
    uint8_t sha256[MMI_SHA256_BYTES];
} mmi_run_file;

/* Everything that summary.json tells; all lent. */
typedef struct mmi_summary {
    const mm_profiles *profiles;
    const mm_matching *matching; /* NULL: not known */
    const mm_schedule *schedule; /* NULL: not planned */
    const mmi_versions *versions;
    int32_t n_unfilled;          /* MM_NONE: not known */
    int32_t n_files;
    const mmi_run_file *file;    /* [n_files] by bytes of the name */
} mmi_summary;

/* Keys that do not apply are left out. */
void mmi_summary_json(const mmi_summary *summary, mmi_writer *writer);

#endif
