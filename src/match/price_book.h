/* The price vectors that pricing scans with, and what they still prove when prices have moved. */
#ifndef MMI_MATCH_PRICE_BOOK_H
#define MMI_MATCH_PRICE_BOOK_H

#include "match/face.h"

/* Prices as a scan takes them: of mentor j  price[j] = column price - base, within 0 … 2^29, or
 * MMI_PRICE_BARRED where the goals proven before leave no pair of this sort open. */
typedef struct mmi_price_vector {
    int32_t *price;      /* [n_mentors] */
    int64_t base;
    int64_t earlier[MMI_STAGES_MOST]; /* row totals, stage by stage, for which it is made */
    bool is_cut;         /* some price was greater than 2^29 and stands at it */
    bool is_for_scores;  /* its prices are those of the sum of scores */
    int64_t *fallen;     /* [n_kinds] by how much a price of this kind has fallen since, at most */
    int64_t *barred_least; /* [n_kinds] least price now of those barred, huge: none */
} mmi_price_vector;

#define MMI_PRICE_MOST (1 << 29)
#define MMI_PRICE_BARRED (1 << 30)

typedef struct mmi_price_book {
    mmi_heap heap;
    size_t n_vectors, capacity;
    mmi_price_vector *vector;
    size_t n_before;     /* vectors of earlier rounds; those from here on are of this one */
    int32_t *tie;        /* [n_mentors] 0 … 2^20, what to prefer where only numbers count: the less
                            the better */
} mmi_price_book;

mm_status mmi_price_book_make(const mmi_heap *heap, const mm_profiles *profiles,
                              mmi_price_book *book, mm_error *error);
void mmi_price_book_clear(mmi_price_book *book);

/* How far prices have fallen since the vectors for scores were made. */
void mmi_price_book_measure(mmi_price_book *book, const mmi_face *face);

/* A new round at the face's prices: vectors of earlier rounds keep what they bound. */
void mmi_price_book_turn(mmi_price_book *book, const mmi_face *face);

/* The vector of this round for a row, made where it is not there yet. MM_NONE: no memory. */
int32_t mmi_price_vector_of(mmi_price_book *book, const mmi_face *face, int32_t row);

/* One more vector, of zeros. NULL: no memory. */
mmi_price_vector *mmi_price_book_add(mmi_price_book *book, const mm_profiles *profiles);
void mmi_price_vector_clear(const mmi_heap *heap, mmi_price_vector *vector);

/* A price as a tie. */
int32_t mmi_price_tie(int64_t price);
/* Remember the present column prices of the last stage as ties; begin the last stage at them. */
void mmi_price_book_keep_ties(mmi_price_book *book, const mmi_face *face);
void mmi_price_book_give_ties(const mmi_price_book *book, mmi_face *face);

#endif
