/* Is this UTF-8? Overlong forms, surrogates and code points above 10FFFF are not. */
#ifndef MMI_BASE_UTF8_H
#define MMI_BASE_UTF8_H

#include <stddef.h>

/* Offset of the first byte that does not begin a valid sequence; n if all are valid. */
size_t mmi_utf8_valid_bytes(const char *bytes, size_t n);

#endif
