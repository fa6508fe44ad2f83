/* pairs.csv: who is paired with whom, as somebody else chose. */
#ifndef MMI_READ_PAIRS_CSV_H
#define MMI_READ_PAIRS_CSV_H

#include "base/arena.h"
#include "base/problems.h"
#include "base/stop.h"

#include <mentormatch/programme.h>

typedef struct mmi_pair_line {
    const char *mentee_id; /* in the list's arena */
    const char *mentor_id;
    int64_t line;          /* of the record */
} mmi_pair_line;

/* Pairs in the order of the file. */
typedef struct mmi_pair_list {
    mmi_arena arena;
    mmi_pair_line *pair; /* [n] */
    size_t n;
    size_t capacity;
} mmi_pair_list;

/* Read the columns `mentee` and `mentor`; all others are passed over. Whether the ids exist, the
 * caller looks. What is wrong is reported into `problems` (rank 0), the rest still read:
 * MM_ERR_INPUT is left to mmi_problems_finish(). MM_ERR_ARGUMENT, MM_ERR_FILE, MM_ERR_LIMIT,
 * MM_ERR_MEMORY, MM_ERR_STOPPED; then the list is empty. */
mm_status mmi_read_pair_list(const mmi_heap *heap, const mm_source *source, size_t most_bytes,
                             const mmi_stop *stop, mm_problems *problems, mmi_pair_list *list,
                             mm_error *error);
void mmi_pair_list_clear(mmi_pair_list *list);

#endif
