/* SipHash-2-4 (Aumasson & Bernstein, "SipHash: a fast short-input PRF", 2012) and SHA-256
 * (FIPS 180-4). Bytes are assembled by shifts, so that every machine gets the same digits. */
#include "base/hash.h"

#include "base/sha256_blocks.h"

#include <stdio.h>
#include <string.h>

static uint64_t rotate_64(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

static uint32_t rotate_right(uint32_t x, int bits)
{
    return (x >> bits) | (x << (32 - bits));
}

static void sip_rounds(uint64_t v[4], int n)
{
    while (n-- > 0) {
        v[0] += v[1]; v[1] = rotate_64(v[1], 13); v[1] ^= v[0]; v[0] = rotate_64(v[0], 32);
        v[2] += v[3]; v[3] = rotate_64(v[3], 16); v[3] ^= v[2];
        v[0] += v[3]; v[3] = rotate_64(v[3], 21); v[3] ^= v[0];
        v[2] += v[1]; v[1] = rotate_64(v[1], 17); v[1] ^= v[2]; v[2] = rotate_64(v[2], 32);
    }
}

uint64_t mmi_siphash(uint64_t key_0, uint64_t key_1, const void *bytes, size_t n)
{
    const uint8_t *byte = bytes;
    uint64_t v[4] = {key_0 ^ 0x736f6d6570736575u, key_1 ^ 0x646f72616e646f6du,
                     key_0 ^ 0x6c7967656e657261u, key_1 ^ 0x7465646279746573u};
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++) {
        word |= (uint64_t)byte[i] << (8 * (i % 8));
        if (i % 8 != 7) continue;
        v[3] ^= word;
        sip_rounds(v, 2);
        v[0] ^= word;
        word = 0;
    }
    word |= (uint64_t)n << 56;
    v[3] ^= word;
    sip_rounds(v, 2);
    v[0] ^= word;
    v[2] ^= 0xff;
    sip_rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

const uint32_t mmi_sha256_round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* Round `number`; the eight words move one place a round, so their names do instead. */
#define ROUND(a, b, c, d, e, f, g, h, number)                                                    \
    do {                                                                                         \
        const uint32_t t1 =                                                                      \
            (h) + (rotate_right((e), 6) ^ rotate_right((e), 11) ^ rotate_right((e), 25)) +       \
            (((e) & (f)) ^ (~(e) & (g))) + mmi_sha256_round_constant[number] + schedule[number]; \
        const uint32_t t2 =                                                                      \
            (rotate_right((a), 2) ^ rotate_right((a), 13) ^ rotate_right((a), 22)) +             \
            (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));                                           \
        (d) += t1;                                                                               \
        (h) = t1 + t2;                                                                           \
    } while (0)

static void mix_block(uint32_t state[8], const uint8_t block[64])
{
    uint32_t schedule[64];
    for (int i = 0; i < 16; i++) {
        const uint8_t *byte = block + 4 * i;
        schedule[i] = (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 |
                      (uint32_t)byte[3];
    }
    for (int i = 16; i < 64; i++) {
        const uint32_t w2 = schedule[i - 2];
        const uint32_t w15 = schedule[i - 15];
        schedule[i] = schedule[i - 16] + schedule[i - 7] +
                      (rotate_right(w15, 7) ^ rotate_right(w15, 18) ^ (w15 >> 3)) +
                      (rotate_right(w2, 17) ^ rotate_right(w2, 19) ^ (w2 >> 10));
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i += 8) {
        ROUND(a, b, c, d, e, f, g, h, i);
        ROUND(h, a, b, c, d, e, f, g, i + 1);
        ROUND(g, h, a, b, c, d, e, f, i + 2);
        ROUND(f, g, h, a, b, c, d, e, i + 3);
        ROUND(e, f, g, h, a, b, c, d, i + 4);
        ROUND(d, e, f, g, h, a, b, c, i + 5);
        ROUND(c, d, e, f, g, h, a, b, i + 6);
        ROUND(b, c, d, e, f, g, h, a, i + 7);
    }
    const uint32_t mixed[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) state[i] += mixed[i];
}

void mmi_sha256_blocks_portable(uint32_t state[8], const uint8_t *block, size_t n_blocks)
{
    for (; n_blocks > 0; n_blocks--, block += 64) mix_block(state, block);
}

static void mix_blocks(uint32_t state[8], const uint8_t *block, size_t n_blocks)
{
    if (mmi_sha256_blocks_x86(state, block, n_blocks)) return;
    mmi_sha256_blocks_portable(state, block, n_blocks);
}

void mmi_sha256_begin(mmi_sha256 *hash)
{
    *hash = (mmi_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                   0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void mmi_sha256_add(mmi_sha256 *hash, const void *bytes, size_t n)
{
    const uint8_t *byte = bytes;
    while (n > 0) {
        const size_t used = (size_t)(hash->n_bytes % 64);
        size_t taken = n < 64 - used ? n : 64 - used;
        if (taken == 64) { /* whole blocks from where they are */
            taken = n - n % 64;
            mix_blocks(hash->state, byte, taken / 64);
        } else {
            memcpy(hash->block + used, byte, taken);
            if (used + taken == 64) mix_blocks(hash->state, hash->block, 1);
        }
        hash->n_bytes += taken;
        byte += taken;
        n -= taken;
    }
}

void mmi_sha256_end(mmi_sha256 *hash, uint8_t digest[MMI_SHA256_BYTES])
{
    const uint64_t n_bits = hash->n_bytes * 8;
    static const uint8_t padding[64] = {0x80};
    const size_t used = (size_t)(hash->n_bytes % 64);
    mmi_sha256_add(hash, padding, used < 56 ? 56 - used : 120 - used);
    uint8_t length[8];
    for (int i = 0; i < 8; i++) length[i] = (uint8_t)(n_bits >> (56 - 8 * i));
    mmi_sha256_add(hash, length, sizeof length);
    for (int i = 0; i < MMI_SHA256_BYTES; i++) {
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void mmi_sha256_field(mmi_sha256 *hash, const void *bytes, size_t n)
{
    uint8_t length[8];
    for (int i = 0; i < 8; i++) length[i] = (uint8_t)((uint64_t)n >> (8 * i));
    mmi_sha256_add(hash, length, sizeof length);
    mmi_sha256_add(hash, bytes, n);
}

void mmi_sha256_text(mmi_sha256 *hash, const char *text)
{
    mmi_sha256_field(hash, text, strlen(text));
}

void mmi_sha256_number(mmi_sha256 *hash, int64_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%lld", (long long)number);
    mmi_sha256_text(hash, text);
}

void mmi_hex(const uint8_t *digest, size_t n_digits, char *hex)
{
    for (size_t i = 0; i < n_digits; i++) {
        hex[i] = "0123456789abcdef"[(digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15];
    }
    hex[n_digits] = '\0';
}
