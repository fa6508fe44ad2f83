/* The passes over integers of one width, for one kind of machine: included by dense_kernel_body.h
 * with CELL, ROW (the argument), LEAST and MOST (of CELL) and NAME(function) defined. */

TARGET static inline CELL NAME(key)(CELL cell, CELL price, CELL flip)
{
    return cell == LEAST ? MOST : (cell ^ flip) - price;
}

TARGET static void NAME(least)(const ROW *row, CELL least[BLOCK])
{
    const CELL *cell = row->cell;
    const CELL *price = row->price;
    const CELL flip = row->flip;
    const int32_t n_whole = row->n - row->n % BLOCK;
    CELL of_group[BLOCK];
    for (int32_t i = 0; i < BLOCK; i++) of_group[i] = MOST;
    for (int32_t block = 0; block < n_whole; block += BLOCK) {
        for (int32_t i = 0; i < BLOCK; i++) {
            const CELL key = NAME(key)(cell[block + i], price[block + i], flip);
            of_group[i] = key < of_group[i] ? key : of_group[i];
        }
    }
    for (int32_t i = n_whole; i < row->n; i++) {
        const CELL key = NAME(key)(cell[i], price[i], flip);
        if (key < of_group[i - n_whole]) of_group[i - n_whole] = key;
    }
    for (int32_t i = 0; i < BLOCK; i++) least[i] = of_group[i];
}

/* Halves the range of the keys until the right number reaches its middle. */
TARGET static CELL NAME(limit)(const CELL least[BLOCK], int32_t wanted)
{
    CELL low = MOST;
    CELL high = LEAST;
    CELL n_any = 0;
    for (int32_t i = 0; i < BLOCK; i++) {
        const CELL above = least[i] == MOST ? LEAST : least[i];
        n_any += least[i] != MOST;
        low = least[i] < low ? least[i] : low;
        high = above > high ? above : high;
    }
    if (n_any <= wanted) return MOST;
    while (low < high) {
        const CELL middle = (low & high) + ((low ^ high) >> 1); /* the mean, without overflow */
        CELL n_reached = 0;
        for (int32_t i = 0; i < BLOCK; i++) n_reached += least[i] <= middle;
        if (n_reached >= wanted && n_reached <= wanted + wanted / 4) return middle;
        if (n_reached < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return high;
}

TARGET static int32_t NAME(collect)(const ROW *row, CELL most, int32_t limit, int32_t *column)
{
    const CELL *cell = row->cell;
    const CELL *price = row->price;
    const CELL flip = row->flip;
    const int32_t n_whole = row->n - row->n % BLOCK;
    int32_t n_found = 0;
    for (int32_t block = 0; block < n_whole; block += BLOCK) {
        uint8_t is_hit[BLOCK];
        for (int32_t i = 0; i < BLOCK; i++) {
            const bool is_low = NAME(key)(cell[block + i], price[block + i], flip) <= most;
            is_hit[i] = is_low & (cell[block + i] != LEAST);
        }
        n_found = take_hits(is_hit, block, limit, n_found, column);
        if (n_found == limit) return n_found;
    }
    for (int32_t i = n_whole; i < row->n && n_found < limit; i++) {
        column[n_found] = i;
        n_found += NAME(key)(cell[i], price[i], flip) <= most && cell[i] != LEAST;
    }
    return n_found;
}

/* One block, or what is left behind the last one. */
TARGET static inline __attribute__((always_inline)) void
NAME(range_block)(const CELL *restrict cell, int32_t n, CELL flip, CELL *restrict column_least,
                  CELL range[restrict 3][BLOCK])
{
    for (int32_t i = 0; i < n; i++) {
        const bool is_free = cell[i] != LEAST;
        const CELL low = is_free ? cell[i] ^ flip : MOST;
        const CELL high = is_free ? cell[i] ^ flip : LEAST;
        range[0][i] = low < range[0][i] ? low : range[0][i];
        range[1][i] = high > range[1][i] ? high : range[1][i];
        range[2][i] += !is_free;
        column_least[i] = low < column_least[i] ? low : column_least[i];
    }
}

TARGET static void NAME(range)(const ROW *row, CELL *column_least, mmi_cell_range *range)
{
    CELL of_group[3][BLOCK];
    for (int32_t i = 0; i < BLOCK; i++) of_group[0][i] = MOST;
    for (int32_t i = 0; i < BLOCK; i++) of_group[1][i] = LEAST;
    for (int32_t i = 0; i < BLOCK; i++) of_group[2][i] = 0;
    const int32_t n_whole = row->n - row->n % BLOCK;
    for (int32_t block = 0; block < n_whole; block += BLOCK) {
        NAME(range_block)(row->cell + block, BLOCK, row->flip, column_least + block, of_group);
    }
    NAME(range_block)(row->cell + n_whole, row->n - n_whole, row->flip, column_least + n_whole,
                      of_group);
    int64_t n_forbidden = 0;
    CELL least = MOST;
    CELL most = LEAST;
    for (int32_t i = 0; i < BLOCK; i++) {
        least = of_group[0][i] < least ? of_group[0][i] : least;
        most = of_group[1][i] > most ? of_group[1][i] : most;
        n_forbidden += of_group[2][i];
    }
    range->n_forbidden += n_forbidden;
    if (n_forbidden == row->n) return;
    if (least < range->least) range->least = least;
    if (most > range->most) range->most = most;
}

TARGET static inline __attribute__((always_inline)) void
NAME(load_block)(const double *restrict real, int32_t n, double forbidden, const double factor[2],
                 CELL *restrict cell)
{
    const double first = factor[0];
    const double second = factor[1];
    for (int32_t i = 0; i < n; i++) {
        const bool is_free = real[i] != forbidden;
        const CELL scaled = (CELL)((is_free ? real[i] : 0) * first * second);
        cell[i] = is_free ? scaled : LEAST;
    }
}

TARGET static void NAME(load)(const mmi_real_cells *row, CELL *cell)
{
    const int32_t n_whole = row->n - row->n % BLOCK;
    for (int32_t block = 0; block < n_whole; block += BLOCK) {
        NAME(load_block)(row->cell + block, BLOCK, row->forbidden, row->factor, cell + block);
    }
    NAME(load_block)(row->cell + n_whole, row->n - n_whole, row->forbidden, row->factor,
                     cell + n_whole);
}
