/* Strict numbers, the same in every locale: the decimal as written, never a rounded one. */
#ifndef MMI_BASE_NUMBER_H
#define MMI_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

typedef enum mmi_number {
    MMI_NUMBER_OK,
    MMI_NUMBER_MALFORMED,  /* not -?digits or, for decimals, -?digits(.digits)? */
    MMI_NUMBER_PLACES,     /* more places than allowed */
    MMI_NUMBER_RANGE       /* does not fit into 62 bits after scaling */
} mmi_number;

/* -?digits, nothing else: no blanks, no plus, no exponent. */
mmi_number mmi_parse_integer(const char *text, size_t n, int64_t *value);

/* -?digits(.digits{1,places})?; value is the number times 10^places. places <= 9. */
mmi_number mmi_parse_decimal(const char *text, size_t n, int32_t places, int64_t *value);

#endif
