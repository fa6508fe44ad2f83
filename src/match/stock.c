/* Gives back what solving worked with. */
#include "match/stock.h"

void mmi_stock_clear(mmi_stock *stock)
{
    const mmi_heap heap = stock->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    for (size_t aim = 0; aim < sizeof stock->column_price / sizeof *stock->column_price; aim++) {
        mmi_free(&heap, stock->column_price[aim]);
    }
    mmi_candidates_clear(&stock->candidates);
    mmi_price_book_clear(&stock->book);
    *stock = (mmi_stock){.heap = heap};
}
