/* New files of a folder that nobody sees yet: hashed while they are written, synced before they
 * count. And what the system's refusals mean in words. */
#ifndef MMI_WRITE_FILE_OUT_H
#define MMI_WRITE_FILE_OUT_H

#include "base/hash.h"
#include "base/status.h"

#include <mentormatch/write.h>

#include <stdbool.h>

/* A file in the making. */
typedef struct mmi_file_out {
    int descriptor;
    const char *label; /* the run's folder as the caller named it; lent */
    const char *shown; /* which file, in a message: never an id; lent */
    mm_error *error;   /* may be NULL */
    bool syncs_later;  /* by the caller */
    mmi_sha256 hash;
    int64_t n_bytes;
} mmi_file_out;

/* "`shown` cannot be written: …" with the remedy for a system error number. */
mm_status mmi_disk_failure(mm_error *error, const char *label, const char *shown, int number);

/* Create `name`, which must not exist, with mode 0600. The caller has set label, shown, error and
 * syncs_later. */
mm_status mmi_file_out_open(mmi_file_out *file, int folder, const char *name);
/* Its bytes; failures fill the file's error. */
mm_sink mmi_file_out_sink(mmi_file_out *file);
/* Sync, unless that is done later, and close. The file is closed even on failure. */
mm_status mmi_file_out_close(mmi_file_out *file, uint8_t sha256[MMI_SHA256_BYTES]);
/* Close after a failure that has been told already. */
void mmi_file_out_abandon(mmi_file_out *file);

/* A whole new file in one piece, mode 0600. Returns an error number or 0. */
int mmi_write_new_file(int folder, const char *name, const void *bytes, size_t n_bytes,
                       bool is_synced);

/* Sync a folder; where the file system cannot, that is no failure. Returns an error number or 0. */
int mmi_sync_folder(int folder);

#endif
