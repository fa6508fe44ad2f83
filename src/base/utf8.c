/* UTF-8 after RFC 3629, eight ASCII bytes at a time where there are that many. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Bytes of the valid sequence at `byte`, 0 if there is none. `left` bytes may be read. */
static size_t sequence_bytes(const uint8_t *byte, size_t left)
{
    const uint8_t lead = byte[0];
    if (lead < 0x80) return 1;
    const size_t n = lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0) == 0xE0 ? 3
                   : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (n == 0 || n > left) return 0;
    for (size_t i = 1; i < n; i++) {
        if ((byte[i] & 0xC0) != 0x80) return 0;
    }
    if (lead == 0xE0 && byte[1] < 0xA0) return 0;  /* overlong */
    if (lead == 0xED && byte[1] >= 0xA0) return 0; /* surrogate */
    if (lead == 0xF0 && byte[1] < 0x90) return 0;  /* overlong */
    if (lead == 0xF4 && byte[1] >= 0x90) return 0; /* above 10FFFF */
    return n;
}

size_t mmi_utf8_valid_bytes(const char *bytes, size_t n)
{
    const uint8_t *byte = (const uint8_t *)bytes;
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        if (n - i >= sizeof eight) {
            memcpy(&eight, byte + i, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const size_t length = sequence_bytes(byte + i, n - i);
        if (length == 0) return i;
        i += length;
    }
    return n;
}
