/* Opens TZif bytes (RFC 9636, section 3): header, 32-bit block that is skipped by its own counts,
 * 64-bit block, footer. Every count is held against the size of the file before it is multiplied.
 * What the footer means is left to footer.c, what holds when to zone.c. */
#include "time/tzif.h"

#include <stdbool.h>
#include <string.h>

#define HEADER_BYTES ((size_t)44)
#define TYPE_BYTES ((size_t)6)
#define OFFSET_LEAST_S (-25 * 3600 + 1) /* RFC 9636, section 3.2 */
#define OFFSET_MOST_S (26 * 3600 - 1)

typedef struct tzif_counts {
    size_t n_ut_marks;
    size_t n_standard_marks;
    size_t n_leap_seconds;
    size_t n_transitions;
    size_t n_types;
    size_t n_chars;
} tzif_counts;

static uint32_t big_endian_32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           (uint32_t)bytes[3];
}

static int64_t big_endian_64(const uint8_t *bytes)
{
    return (int64_t)((uint64_t)big_endian_32(bytes) << 32 | big_endian_32(bytes + 4));
}

static mm_status damaged(mm_error *error, const char *expected)
{
    return mmi_fail(error, MM_ERR_INPUT, MM_CODE_ZONE_DATA,
                    "zone data are damaged: %s; install the time zone data again", expected);
}

/* Header and data block that begin at *offset; *offset then is behind them. */
static bool read_block(const uint8_t *bytes, size_t n, size_t time_bytes, size_t *offset,
                       tzif_counts *counts)
{
    if (n - *offset < HEADER_BYTES || memcmp(bytes + *offset, "TZif", 4) != 0) return false;
    size_t count[6];
    for (size_t i = 0; i < 6; i++) {
        count[i] = big_endian_32(bytes + *offset + 20 + 4 * i);
        if (count[i] > n) return false; /* n <= MMI_TZIF_BYTES_MOST: products fit from here on */
    }
    *counts = (tzif_counts){count[0], count[1], count[2], count[3], count[4], count[5]};
    const size_t n_data = counts->n_transitions * (time_bytes + 1) +
                          counts->n_types * TYPE_BYTES + counts->n_chars +
                          counts->n_leap_seconds * (time_bytes + 4) + counts->n_standard_marks +
                          counts->n_ut_marks;
    if (n - *offset - HEADER_BYTES < n_data) return false;
    *offset += HEADER_BYTES + n_data;
    return true;
}

/* What is wrong with the counts of the 64-bit block; NULL if nothing. */
static const char *fault_of_counts(const tzif_counts *counts)
{
    if (counts->n_leap_seconds != 0) {
        return "it must count no leap seconds (a file of the folder right does)";
    }
    if (counts->n_types == 0 || counts->n_types > 256) return "it must have 1 to 256 time types";
    if (counts->n_chars == 0) return "it must name its time types";
    if ((counts->n_standard_marks != 0 && counts->n_standard_marks != counts->n_types) ||
        (counts->n_ut_marks != 0 && counts->n_ut_marks != counts->n_types)) {
        return "marks of time types must be none or one a type";
    }
    return NULL;
}

/* What is wrong with times, types and names; NULL if nothing. */
static const char *fault_of_tables(const mmi_tzif *tzif, const char *names, size_t n_chars)
{
    for (int32_t i = 0; i < tzif->n_transitions; i++) {
        if (tzif->type_after[i] >= tzif->n_types) return "a transition names no time type";
        if (i > 0 && mmi_tzif_transition_utc_s(tzif, i - 1) >= mmi_tzif_transition_utc_s(tzif, i)) {
            return "transitions must ascend";
        }
    }
    if (names[n_chars - 1] != '\0') return "names of time types must end in NUL";
    for (int32_t type = 0; type < tzif->n_types; type++) {
        const uint8_t *const record = tzif->type + TYPE_BYTES * (size_t)type;
        const int32_t offset_s = (int32_t)big_endian_32(record);
        if (offset_s < OFFSET_LEAST_S || offset_s > OFFSET_MOST_S) {
            return "an offset must be between -25 and 26 hours";
        }
        if (record[4] > 1) return "the mark of summer time must be 0 or 1";
        if (record[5] >= n_chars) return "a time type must have a name";
    }
    return NULL;
}

mm_status mmi_tzif_open(const void *bytes, size_t n, mmi_tzif *tzif, mm_error *error)
{
    *tzif = (mmi_tzif){0};
    const uint8_t *const file = bytes;
    if (n > MMI_TZIF_BYTES_MOST) return damaged(error, "it must have 64 KiB at most");
    if (n < HEADER_BYTES || memcmp(file, "TZif", 4) != 0) {
        return damaged(error, "it must begin with the header of a TZif file");
    }
    const uint8_t version = file[4];
    if (version == 0) {
        return damaged(error, "it must hold 64-bit times (version 2 to 4, not 1)");
    }
    if (version < '2' || version > '4') return damaged(error, "its version must be 2, 3 or 4");
    tzif_counts counts;
    size_t offset = 0;
    if (!read_block(file, n, 4, &offset, &counts)) {
        return damaged(error, "its 32-bit part must be whole");
    }
    const uint8_t *const block = file + offset + HEADER_BYTES;
    if (!read_block(file, n, 8, &offset, &counts)) {
        return damaged(error, "its 64-bit part must be whole");
    }
    const char *fault = fault_of_counts(&counts);
    if (fault != NULL) return damaged(error, fault);
    const char *const footer = (const char *)file + offset;
    const char *const footer_end =
        offset < n && *footer == '\n' ? memchr(footer + 1, '\n', n - offset - 1) : NULL;
    if (footer_end == NULL) return damaged(error, "it must have a footer between two newlines");
    mmi_tzif found = {.n_transitions = (int32_t)counts.n_transitions,
                      .n_types = (int32_t)counts.n_types,
                      .transition = block,
                      .footer = footer + 1,
                      .n_footer = (size_t)(footer_end - footer) - 1};
    found.type_after = block + 8 * counts.n_transitions;
    found.type = found.type_after + counts.n_transitions;
    fault = fault_of_tables(&found, (const char *)found.type + TYPE_BYTES * counts.n_types,
                            counts.n_chars);
    if (fault != NULL) return damaged(error, fault);
    *tzif = found;
    return MM_OK;
}

int64_t mmi_tzif_transition_utc_s(const mmi_tzif *tzif, int32_t transition)
{
    return big_endian_64(tzif->transition + 8 * (size_t)transition);
}

int32_t mmi_tzif_offset_s(const mmi_tzif *tzif, int32_t type)
{
    return (int32_t)big_endian_32(tzif->type + TYPE_BYTES * (size_t)type);
}
