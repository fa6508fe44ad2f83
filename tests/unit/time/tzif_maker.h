/* Makes TZif files for tests, right or damaged, and reads real ones. */
#ifndef MMT_TZIF_MAKER_H
#define MMT_TZIF_MAKER_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MADE_BYTES_MOST 4096

typedef struct made_file {
    uint8_t bytes[MADE_BYTES_MOST];
    size_t n;
} made_file;

/* What goes into the 64-bit part; counts may be told apart from the data to make damage. */
typedef struct made_zone {
    char version;              /* '2' */
    int n_transitions;
    const int64_t *transition;
    const uint8_t *type_after;
    int n_types;
    const int32_t *offset_s;
    const char *footer;        /* NULL: none at all */
} made_zone;

static inline void put_bytes(made_file *file, const void *bytes, size_t n)
{
    memcpy(file->bytes + file->n, bytes, n);
    file->n += n;
}

static inline void put_number(made_file *file, int64_t number, int n_bytes)
{
    for (int i = n_bytes - 1; i >= 0; i--) {
        file->bytes[file->n++] = (uint8_t)((uint64_t)number >> (8 * i));
    }
}

static inline void put_header(made_file *file, char version, const uint32_t counts[6])
{
    static const char zeros[15];
    put_bytes(file, "TZif", 4);
    put_bytes(file, &version, 1);
    put_bytes(file, zeros, sizeof zeros);
    for (int i = 0; i < 6; i++) put_number(file, counts[i], 4);
}

/* Where the counts of the second header lie: behind a 32-bit part of 44 + 7 bytes. */
enum { MADE_SECOND_HEADER = 51, MADE_COUNTS = MADE_SECOND_HEADER + 20, MADE_DATA = 95 };

static inline made_file make_tzif(const made_zone *zone)
{
    made_file file = {.n = 0};
    put_header(&file, zone->version, (const uint32_t[6]){0, 0, 0, 0, 1, 1});
    put_bytes(&file, "\0\0\0\0\0\0\0", 7); /* one type and its empty name */
    const uint32_t counts[6] = {0, 0, 0, (uint32_t)zone->n_transitions, (uint32_t)zone->n_types,
                                4};
    put_header(&file, zone->version, counts);
    for (int i = 0; i < zone->n_transitions; i++) put_number(&file, zone->transition[i], 8);
    put_bytes(&file, zone->type_after, (size_t)zone->n_transitions);
    for (int i = 0; i < zone->n_types; i++) {
        put_number(&file, zone->offset_s[i], 4);
        put_number(&file, 0, 2); /* not summer time, name 0 */
    }
    put_bytes(&file, "ABC", 4);
    if (zone->footer != NULL) {
        put_bytes(&file, "\n", 1);
        put_bytes(&file, zone->footer, strlen(zone->footer));
        put_bytes(&file, "\n", 1);
    }
    return file;
}

/* A real zone file; n is 0 if this machine has none. */
static inline made_file read_real_zone(const char *name)
{
    made_file file = {.n = 0};
    char path[256];
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) return file;
    file.n = fread(file.bytes, 1, sizeof file.bytes, stream);
    fclose(stream);
    return file;
}

#endif
