/* What solving works with, new or carried over from an earlier matching. */
#ifndef MMI_MATCH_STOCK_H
#define MMI_MATCH_STOCK_H

#include "match/price_book.h"

typedef struct mmi_stock {
    mmi_heap heap;
    mmi_candidates candidates;
    mmi_price_book book;
    bool is_carried;                           /* then lists fit the prices below already */
    int64_t *column_price[MMI_AIM_SCORES + 1]; /* [n_mentors] guesses by aim, NULL: none */
} mmi_stock;

void mmi_stock_clear(mmi_stock *stock);

#endif
