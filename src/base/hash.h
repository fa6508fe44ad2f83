/* Hashes: SipHash-2-4 for tables and the canonical order, SHA-256 for everything that is kept. */
#ifndef MMI_BASE_HASH_H
#define MMI_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* SipHash-2-4 with 64-bit output (Aumasson & Bernstein 2012). */
uint64_t mmi_siphash(uint64_t key_0, uint64_t key_1, const void *bytes, size_t n);

#define MMI_SHA256_BYTES 32

typedef struct mmi_sha256 {
    uint32_t state[8];
    uint64_t n_bytes;
    uint8_t block[64];
} mmi_sha256;

/* SHA-256 (FIPS 180-4): begin, add, end. */
void mmi_sha256_begin(mmi_sha256 *hash);
void mmi_sha256_add(mmi_sha256 *hash, const void *bytes, size_t n);
void mmi_sha256_end(mmi_sha256 *hash, uint8_t digest[MMI_SHA256_BYTES]);

/* One field of a compound hash: its length as 8 little-endian bytes, then its bytes. */
void mmi_sha256_field(mmi_sha256 *hash, const void *bytes, size_t n);
/* The same for a NUL-terminated text, and for a number in decimal. */
void mmi_sha256_text(mmi_sha256 *hash, const char *text);
void mmi_sha256_number(mmi_sha256 *hash, int64_t number);

/* The first n_digits hex digits, lower case, and a NUL. n_digits <= 64. */
void mmi_hex(const uint8_t *digest, size_t n_digits, char *hex);

#endif
