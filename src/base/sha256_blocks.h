/* The inner function of SHA-256, by plain C or by the processor's own instructions: same bits. */
#ifndef MMI_BASE_SHA256_BLOCKS_H
#define MMI_BASE_SHA256_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const uint32_t mmi_sha256_round_constant[64];

/* Mix n_blocks blocks of 64 bytes into the state. */
void mmi_sha256_blocks_portable(uint32_t state[8], const uint8_t *block, size_t n_blocks);

/* The same several times faster. False, and nothing done, where machine or compiler lack it. */
bool mmi_sha256_blocks_x86(uint32_t state[8], const uint8_t *block, size_t n_blocks);

#endif
