/* The kernels: three ways to the same integers. A kernel scores one mentee with the mentors of a
 * tile; scan.c says whom, corrects single pairs, and keeps the best. */
#ifndef MMI_SCORE_KERNEL_H
#define MMI_SCORE_KERNEL_H

#include "score/tables.h"

#define MMI_PLANE_STEP 8         /* planes are counted by eights */
#define MMI_FIXED_PLANES_MOST 20 /* of one code: mentors who answered, bits of their group, and
                                    planes too few to be counted */
#define MMI_KEYS_MOST 129        /* that are sorted by ranks */
#define MMI_GROUPS 128           /* of mentors, whose maxima give a first threshold */

/* Planes that are added up, and what one of them adds to the code of a pair. */
typedef struct mmi_count {
    int32_t first, n;   /* into mmi_asking.plane; n is a multiple of MMI_PLANE_STEP */
    int32_t n_bits;     /* of the counter */
    bool is_capped;
    int32_t most;       /* the sum counts as at most this */
    int32_t factor;
    int32_t n_weeks;    /* that these planes stand for; 0: no weeks */
} mmi_count;

/* A code that is made for this mentee: 0 and on, into `earned`. */
typedef struct mmi_form {
    int32_t first_count, n_counts;
    int32_t n_fixed;
    int32_t fixed_plane[MMI_FIXED_PLANES_MOST];
    uint8_t fixed_factor[MMI_FIXED_PLANES_MOST];
    int32_t n_codes;
    int32_t n_bytes;       /* of the largest cell */
    const int32_t *earned; /* [n_codes, padded] */
} mmi_form;

/* A code that is too large for a byte: the sum of the codes of some forms. */
typedef struct mmi_parted {
    int32_t first_form, n_forms;
    const int32_t *earned; /* by that sum */
} mmi_parted;

/* A mentee as the kernels ask for it. */
typedef struct mmi_asking {
    int32_t mentee;
    int32_t constant;      /* what does not depend on the mentor */
    const int32_t **row;   /* [n_slots] of each slot's table */
    int32_t n_forms;
    mmi_form *form;        /* [n_forms + n_parts] */
    int32_t n_parts;       /* forms that are parts of larger codes */
    int32_t n_parted;
    mmi_parted *parted;
    mmi_count *count;
    uint32_t *plane;       /* [planes_a_row] to be counted: bytes from the first of a tile */
    int32_t n_needed;      /* weeks with a start; 0: not required */
    uint8_t *lut;          /* the kernel's, aligned to 64 */
} mmi_asking;

struct mmi_kernel {
    /* Lay codes out as the kernel wants them; NULL: it wants nothing. False: no memory. */
    bool (*pack)(mmi_scorer *scorer);
    /* Bytes of mmi_asking.lut, a multiple of 64; fill it. */
    size_t (*lut_bytes)(const mmi_scorer *scorer);
    void (*fill)(const mmi_scorer *scorer, mmi_asking *asking);
    /* Scores with all mentors of a tile, MMI_NO_PAIR where a required criterion fails or the mentor
     * takes no part. code[n_forms + n_parts][MMI_TILE] is room, aligned to 64. */
    void (*score_tile)(const mmi_scorer *scorer, const mmi_asking *asking, int32_t tile,
                       uint8_t *code, int32_t score[MMI_TILE]);
    /* worth = score - price, MMI_NO_PAIR stays. */
    void (*subtract)(const int32_t *score, const int32_t *price, int32_t n, int32_t *worth);
    /* Indices of what reaches `least`, ascending; returns how many. */
    int32_t (*reach)(const int32_t *worth, int32_t n, int32_t least, int32_t *index);
    /* The k-th largest, MMI_NO_PAIR when fewer than k are more. */
    int32_t (*kth_largest)(const int32_t *worth, int32_t n, int32_t k);
    /* A worth that k mentors reach, MMI_NO_PAIR when it finds none; k <= MMI_GROUPS, and n is a
     * multiple of that. */
    int32_t (*first_threshold)(const int32_t *worth, int32_t n, int32_t k);
    /* The largest below a limit, MMI_NO_PAIR if none. */
    int32_t (*largest_below)(const int32_t *worth, int32_t n, int32_t limit);
    /* Different keys, largest first; n <= MMI_KEYS_MOST. */
    void (*sort_keys)(const int64_t *key, int32_t n, int64_t *sorted);
};

extern const mmi_kernel mmi_kernel_portable;
#if defined(__x86_64__)
extern const mmi_kernel mmi_kernel_avx2;
extern const mmi_kernel mmi_kernel_avx512;
#endif

/* The one asked for, or the best that this machine has; MM_ERR_OPTION when it lacks it. */
mm_status mmi_choose_kernel(mm_kernel wanted, const mmi_kernel **kernel, mm_error *error);

#endif
