/* Everything the kernels look up: contributions by code, bit planes of mentors, corrections of
 * single pairs. Made once a call from the profiles; judgements come from criterion.c, so that no
 * kernel can disagree with the definition.
 *
 * Mentors lie in tiles. A bit plane holds one fact about every mentor of a tile (knows French, is
 * free on Tuesday at nine), one bit a mentor, so that counting common tags or starts is adding up
 * the planes that the mentee asks for, 512 mentors at once. */
#ifndef MMI_SCORE_TABLES_H
#define MMI_SCORE_TABLES_H

#include "base/stop.h"
#include "score/criterion.h"

#include <mentormatch/match.h>

#define MMI_TILE 512          /* mentors */
#define MMI_PLANE_WORDS 8     /* of 64 mentors */
#define MMI_CODES_MOST 255    /* of a code that the kernels look up: a byte, 255 meaning none */
#define MMI_MEMBERS_MOST 200  /* codes of a pair: bytes sum up in 16 bits, fails in 32 */
#define MMI_CELLS 256         /* room for the cells of a row that has any number of codes */
#define MMI_TABLE_STEP 16     /* rows of tables are padded to a multiple of so many cells */
#define MMI_FAILS (1 << 23)   /* added to what a pair earns where it fails a required criterion */
#define MMI_NO_PAIR INT32_MIN /* score of a pair that may not be made */
#define MMI_WEEKS_MOST 104    /* classes of weeks cannot be more */

/* Criteria that the kernels look up by a code of the mentor. */
typedef struct mmi_slot {
    int32_t n_codes;       /* of mentors, 1 … MMI_CODES_MOST */
    int32_t stride;        /* of earned: n_codes padded */
    int32_t n_bytes;       /* of the largest cell, 1 … 3 */
    int32_t *row_of;       /* [n_mentees] */
    int32_t *earned;       /* [n_rows][stride] with MMI_FAILS */
    uint8_t *code;         /* [n_tiles * MMI_TILE] aligned to 64 */
} mmi_slot;

/* A tags question: common tags are counted on planes. The code of a pair is 0 where the mentor
 * gave no answer, else 1 + group * step + common tags; the group is the size of the mentor's set
 * less the least one where sizes matter, else 0. */
typedef struct mmi_tag_count {
    int32_t question;
    int32_t *plane_of;         /* [n_texts] MM_NONE: not on both sides */
    int32_t first_group_plane; /* mentors who answered; behind it the bits of the group */
    int32_t n_group_bits;
    int32_t least;             /* size of a mentor's set */
    int32_t n_bytes;           /* of the largest cell, 1 … 3 */
    int32_t n_sizes;           /* of mentees' sets, with 0 */
    int32_t *step;             /* [n_sizes] */
    int32_t *n_codes;          /* [n_sizes] more than MMI_CODES_MOST are made in parts */
    int32_t stride;            /* of earned */
    int32_t *earned;           /* [n_sizes][stride] with MMI_FAILS */
} mmi_tag_count;

/* Check-in weeks in which everybody has the same starts are counted once. */
typedef struct mmi_week_class {
    int32_t week;      /* the first of them */
    int32_t weight;    /* how many they are */
    int32_t *plane_of; /* [MMI_WEEK_SLOTS_MOST] MM_NONE: no mentor has this start */
} mmi_week_class;

/* Common time. The code of a pair is 0 where the mentor stated none, else 1 + the sum of capped
 * starts in units of what divides it anyway. */
typedef struct mmi_time_table {
    bool is_used;          /* has points or is required, and its codes fit */
    int32_t n_classes;
    mmi_week_class *class; /* [n_classes] */
    int32_t enough_starts;
    int32_t unit;          /* divides the weights of all classes */
    int32_t n_needed;      /* weeks with a start; 0: not required */
    int32_t stated_plane;
    int32_t n_codes;       /* more than MMI_CODES_MOST are made in parts and added up */
    int32_t n_bytes;
    int32_t *earned;       /* [n_codes + MMI_CELLS] with MMI_FAILS */
} mmi_time_table;

/* Codes too many for a byte: a table in memory, or judged pair by pair. */
typedef struct mmi_wide_table {
    int32_t *row_of;            /* [n_mentees] */
    int32_t *column_of;         /* [n_mentors] */
    int32_t n_columns;
    int32_t *earned;            /* [n_rows][n_columns] with MMI_FAILS */
} mmi_wide_table;

/* A single pair that the tables do not tell right. */
typedef struct mmi_correction {
    int32_t mentor;
    int32_t added;    /* millionths, MMI_NO_PAIR: the pair may not be made */
    bool is_judged;   /* wishes are required: only the definition knows */
} mmi_correction;

/* A mentor of a range, and what the pair is worth. */
typedef struct mmi_scored {
    int32_t index;
    int32_t score;
} mmi_scored;

typedef struct mmi_kernel mmi_kernel; /* score/kernel.h */

typedef struct mmi_scorer {
    const mm_profiles *profiles;  /* lent */
    mmi_heap heap;
    mmi_arena arena;
    const mmi_kernel *kernel;
    int32_t n_tiles;
    int32_t n_required;           /* criteria whose cells may hold MMI_FAILS */
    int32_t n_slots;
    mmi_slot *slot;
    int32_t n_fixed;
    mmi_slot *fixed;              /* [n_fixed] with one code: all mentors are alike */
    int32_t n_tag_counts;
    mmi_tag_count *tag_count;
    mmi_time_table time;
    int32_t n_wide;
    mmi_wide_table *wide;
    int32_t n_direct;
    int32_t *direct;              /* [n_direct] criteria judged pair by pair */
    int32_t direct_most;          /* most that they can earn together */
    bool has_wish_table;          /* a slot holds wishes of those unnamed */
    int32_t n_planes;
    uint64_t *plane;              /* [n_tiles][n_planes][MMI_PLANE_WORDS] */
    int32_t open_plane;           /* mentors who take part */
    int32_t empty_plane;          /* nobody */
    int32_t forms_a_row;          /* most codes made for one mentee, or parts of them */
    int32_t planes_a_row;         /* most planes that one mentee counts, padded */
    int64_t *correction_start;    /* [n_mentees + 1] */
    mmi_correction *correction;   /* ascending mentors a mentee */
    void *packed;                 /* the kernel's own layout of codes, NULL: none */
} mmi_scorer;

/* Errors  MM_ERR_MEMORY, MM_ERR_STOPPED, MM_ERR_OPTION (a kernel that this machine lacks). Cost:
 * people x questions, starts of mentors, and at most 2^18 judgements a question. */
mm_status mmi_scorer_make(const mmi_heap *heap, const mm_profiles *profiles, mm_kernel kernel,
                          const mmi_stop *stop, mmi_scorer *scorer, mm_error *error);
void mmi_scorer_clear(mmi_scorer *scorer);

#endif
