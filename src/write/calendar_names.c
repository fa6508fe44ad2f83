/* Ids as file names: other bytes than a-z A-Z 0-9 _ - . become %XX. A name that is too long, or is
 * the name of somebody else too on a file system that ignores case, is cut and gets digits of a
 * hash of the id. */
#include "write/calendar_names.h"

#include "base/buffer.h"
#include "base/hash.h"
#include "base/intern.h"

#define PLAIN_BYTES_MOST 120
#define CUT_BYTES 100
#define HASH_DIGITS 16

typedef struct name_maker {
    const mmi_people *people;
    mmi_buffer text;    /* the name at hand */
    mmi_intern known;   /* plain names in lower case */
    int32_t *number;    /* [people->n] of the row's plain name in `known` */
    int32_t *n_holders; /* [people->n] by number: how many want this name */
} name_maker;

static void put_plain(mmi_buffer *text, const char *id)
{
    mmi_buffer_restart(text);
    for (; *id != '\0'; id++) {
        const unsigned char byte = (unsigned char)*id;
        const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        const bool is_digit = byte >= '0' && byte <= '9';
        if (is_letter || is_digit || byte == '_' || byte == '-' || byte == '.') {
            mmi_buffer_char(text, (char)byte);
        } else {
            mmi_buffer_format(text, "%%%02X", (unsigned)byte);
        }
    }
}

static void put_cut(mmi_buffer *text, const char *id)
{
    put_plain(text, id);
    if (text->has_failed) return;
    if (text->n > CUT_BYTES) {
        text->n = CUT_BYTES;
        if (text->bytes[text->n - 1] == '%') text->n -= 1;
        if (text->bytes[text->n - 2] == '%') text->n -= 2;
    }
    mmi_sha256 hash;
    mmi_sha256_begin(&hash);
    mmi_sha256_text(&hash, id);
    uint8_t digest[MMI_SHA256_BYTES];
    mmi_sha256_end(&hash, digest);
    char hex[HASH_DIGITS + 1];
    mmi_hex(digest, HASH_DIGITS, hex);
    mmi_buffer_char(text, '-');
    mmi_buffer_text(text, hex);
}

static void lower(mmi_buffer *text)
{
    for (size_t i = 0; i < text->n; i++) {
        const char byte = text->bytes[i];
        if (byte >= 'A' && byte <= 'Z') text->bytes[i] = (char)(byte - 'A' + 'a');
    }
}

/* Leaves the name of a row in maker->text. */
static void put_name(name_maker *maker, int32_t row)
{
    const char *id = maker->people->id[row];
    put_plain(&maker->text, id);
    if (maker->text.n > PLAIN_BYTES_MOST || maker->n_holders[maker->number[row]] > 1) {
        put_cut(&maker->text, id);
    }
}

static bool count_plain_names(name_maker *maker)
{
    for (int32_t row = 0; row < maker->people->n; row++) {
        put_plain(&maker->text, maker->people->id[row]);
        if (maker->text.has_failed) return false;
        lower(&maker->text);
        const int32_t number =
            mmi_intern_add(&maker->known, maker->text.bytes, maker->text.n, NULL);
        if (number == MM_NONE) return false;
        maker->number[row] = number;
        maker->n_holders[number]++;
    }
    return true;
}

/* An id may be made to look like the cut name of another: that one is cut as well. */
static bool count_cut_names(name_maker *maker)
{
    for (int32_t row = 0; row < maker->people->n; row++) {
        put_name(maker, row);
        if (maker->text.has_failed) return false;
        lower(&maker->text);
        const int32_t number = mmi_intern_find(&maker->known, maker->text.bytes, maker->text.n);
        if (number != MM_NONE && number != maker->number[row]) maker->n_holders[number]++;
    }
    return true;
}

const char **mmi_calendar_names(const mm_profiles *profiles, int32_t role, mmi_arena *arena)
{
    const mmi_people *people = &profiles->cohort->people[role];
    const mmi_heap *heap = &arena->heap;
    const size_t n = (size_t)people->n;
    name_maker maker = {people, mmi_buffer_on(heap), mmi_intern_on(heap, 0),
                   mmi_alloc(heap, n, sizeof *maker.number),
                   mmi_alloc(heap, n, sizeof *maker.n_holders)};
    const char **name = mmi_arena_take(arena, n, sizeof *name);
    bool is_done = name != NULL && maker.number != NULL && maker.n_holders != NULL &&
                   count_plain_names(&maker) && count_cut_names(&maker);
    mmi_buffer file = mmi_buffer_on(heap);
    for (int32_t row = 0; row < people->n && is_done; row++) {
        put_name(&maker, row);
        mmi_buffer_restart(&file);
        mmi_buffer_text(&file, role == MMI_MENTOR ? "mentor-" : "mentee-");
        if (!maker.text.has_failed) mmi_buffer_bytes(&file, maker.text.bytes, maker.text.n);
        mmi_buffer_text(&file, ".ics");
        if (!maker.text.has_failed && !file.has_failed) {
            name[row] = mmi_arena_text(arena, file.bytes, file.n);
        }
        is_done = name[row] != NULL;
    }
    mmi_buffer_clear(&file);
    mmi_buffer_clear(&maker.text);
    mmi_intern_clear(&maker.known);
    mmi_free(heap, maker.number);
    mmi_free(heap, maker.n_holders);
    return is_done ? name : NULL;
}
