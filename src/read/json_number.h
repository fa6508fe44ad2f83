/* Numbers of JSON as exact fixed-point integers. */
#ifndef MMI_READ_JSON_NUMBER_H
#define MMI_READ_JSON_NUMBER_H

#include "base/number.h"

/* `digits` is a number by JSON's grammar. *value is the number times 10^places, when it has at
 * most `places` decimal places: 1.5, 15e-1 and 0.15e1 have one. Else MMI_NUMBER_PLACES, _RANGE. */
mmi_number mmi_json_decimal(const char *digits, size_t n, int32_t places, int64_t *value);

#endif
