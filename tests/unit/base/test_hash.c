/* Hashes against published vectors. */
#include "base/hash.h"
#include "base/sha256_blocks.h"

#include "random_numbers.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

START_TEST(siphash_equals_the_reference_vectors)
{
    /* Key 00 01 … 0f, messages of 0, 1, 7, 8 and 15 bytes 00 01 …: Aumasson & Bernstein, the
     * reference implementation's vectors_sip64 and appendix A. */
    const uint64_t key_0 = UINT64_C(0x0706050403020100);
    const uint64_t key_1 = UINT64_C(0x0f0e0d0c0b0a0908);
    uint8_t message[15];
    for (uint8_t i = 0; i < sizeof message; i++) message[i] = i;
    ck_assert_uint_eq(mmi_siphash(key_0, key_1, message, 0), UINT64_C(0x726fdb47dd0e0e31));
    ck_assert_uint_eq(mmi_siphash(key_0, key_1, message, 1), UINT64_C(0x74f839c593dc67fd));
    ck_assert_uint_eq(mmi_siphash(key_0, key_1, message, 7), UINT64_C(0xab0200f58b01d137));
    ck_assert_uint_eq(mmi_siphash(key_0, key_1, message, 8), UINT64_C(0x93f5f5799a932462));
    ck_assert_uint_eq(mmi_siphash(key_0, key_1, message, 15), UINT64_C(0xa129ca6149be45e5));
}
END_TEST

static void check_sha256(const char *message, size_t n_times, const char *expected)
{
    mmi_sha256 hash;
    uint8_t digest[MMI_SHA256_BYTES];
    char hex[65];
    mmi_sha256_begin(&hash);
    for (size_t i = 0; i < n_times; i++) mmi_sha256_add(&hash, message, strlen(message));
    mmi_sha256_end(&hash, digest);
    mmi_hex(digest, 64, hex);
    ck_assert_str_eq(hex, expected);
}

START_TEST(sha256_equals_the_published_examples)
{
    /* FIPS 180-4 examples of NIST: "abc", two blocks, a million times "a", and the empty text. */
    check_sha256("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_sha256("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_sha256("a", 1000000,
                 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(both_inner_functions_give_the_same_bits)
{
    uint64_t state = random_state(1);
    for (int round = 0; round < 200; round++) {
        uint8_t blocks[4 * 64 + 1];
        uint32_t one[8];
        uint32_t other[8];
        for (size_t i = 0; i < sizeof blocks; i++) blocks[i] = (uint8_t)next_random(&state);
        for (size_t i = 0; i < 8; i++) one[i] = other[i] = (uint32_t)next_random(&state);
        const size_t n_blocks = (size_t)below(&state, 5);
        mmi_sha256_blocks_portable(one, blocks + round % 2, n_blocks);
        if (!mmi_sha256_blocks_x86(other, blocks + round % 2, n_blocks)) {
            printf("skipped: no SHA instructions\n");
            return;
        }
        ck_assert_mem_eq(one, other, sizeof one);
    }
}
END_TEST

START_TEST(bytes_may_come_in_any_pieces)
{
    uint64_t state = random_state(2);
    uint8_t message[1000];
    for (size_t i = 0; i < sizeof message; i++) message[i] = (uint8_t)next_random(&state);
    for (int round = 0; round < 300; round++) {
        const size_t n = (size_t)below(&state, (int32_t)sizeof message + 1);
        mmi_sha256 whole;
        mmi_sha256 pieces;
        uint8_t one[MMI_SHA256_BYTES];
        uint8_t other[MMI_SHA256_BYTES];
        mmi_sha256_begin(&whole);
        mmi_sha256_begin(&pieces);
        mmi_sha256_add(&whole, message, n);
        for (size_t at = 0; at < n;) {
            size_t taken = (size_t)below(&state, 200);
            if (taken > n - at) taken = n - at;
            mmi_sha256_add(&pieces, message + at, taken);
            at += taken;
        }
        mmi_sha256_end(&whole, one);
        mmi_sha256_end(&pieces, other);
        ck_assert_mem_eq(one, other, sizeof one);
    }
}
END_TEST

START_TEST(fields_are_told_apart)
{
    uint8_t one[MMI_SHA256_BYTES];
    uint8_t other[MMI_SHA256_BYTES];
    mmi_sha256 hash;
    mmi_sha256_begin(&hash);
    mmi_sha256_text(&hash, "ab");
    mmi_sha256_text(&hash, "c");
    mmi_sha256_end(&hash, one);
    mmi_sha256_begin(&hash);
    mmi_sha256_text(&hash, "a");
    mmi_sha256_text(&hash, "bc");
    mmi_sha256_end(&hash, other);
    ck_assert_mem_ne(one, other, sizeof one);
}
END_TEST

int main(void)
{
    return RUN_SUITE("hash", siphash_equals_the_reference_vectors,
                     sha256_equals_the_published_examples,
                     both_inner_functions_give_the_same_bits, bytes_may_come_in_any_pieces,
                     fields_are_told_apart);
}
