/* The grammar of availability (docs/formats.md): entries joined by ';', each "days times";
 * days are names joined by ',' or '-', times are H:MM-H:MM of local wall-clock time. */
#include "read/window_text.h"

#include "base/sort.h"

#include <string.h>

#define N_WEEKDAYS 7
#define DAY_MINUTES 1440
#define WEEK_MINUTES (N_WEEKDAYS * DAY_MINUTES)
#define SHORT_NAME_BYTES 3

static const char *const day_name[N_WEEKDAYS] = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};

typedef struct cursor {
    const char *text;
    size_t n;
    size_t at;
    mmi_window_fault *fault;
} cursor;

static bool fail_at(cursor *in, size_t offset, const char *sentence)
{
    *in->fault = (mmi_window_fault){offset, sentence};
    return false;
}

static char peek(const cursor *in)
{
    return in->at < in->n ? in->text[in->at] : '\0';
}

static void skip_blanks(cursor *in)
{
    while (peek(in) == ' ' || peek(in) == '\t') in->at++;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_letter(char byte)
{
    return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A hyphen; the dashes that text programs make of one get their own sentence. */
static bool take_hyphen(cursor *in, const char *otherwise)
{
    if (peek(in) == '-') {
        in->at++;
        return true;
    }
    const bool is_dash = in->n - in->at >= 3 &&
                         (memcmp(in->text + in->at, "\xE2\x80\x93", 3) == 0 ||
                          memcmp(in->text + in->at, "\xE2\x80\x94", 3) == 0 ||
                          memcmp(in->text + in->at, "\xE2\x88\x92", 3) == 0);
    return fail_at(in, in->at, is_dash ? "write a plain hyphen '-' here, not a dash" : otherwise);
}

static bool take_day(cursor *in, int32_t *weekday)
{
    const size_t begin = in->at;
    while (is_letter(peek(in))) in->at++;
    const size_t n = in->at - begin;
    for (int32_t day = 0; day < N_WEEKDAYS; day++) {
        if (n != SHORT_NAME_BYTES && n != strlen(day_name[day])) continue;
        size_t i = 0;
        while (i < n && lower(in->text[begin + i]) == day_name[day][i]) i++;
        if (i == n) {
            *weekday = day;
            return true;
        }
    }
    return fail_at(in, begin, "not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun or the full "
                              "English name, as in Mon,Wed-Fri 18:00-20:30");
}

/* "Mon,Wed-Fri" as bits, Monday lowest. */
static bool take_days(cursor *in, unsigned *days)
{
    *days = 0;
    for (;;) {
        int32_t first;
        if (!take_day(in, &first)) return false;
        int32_t last = first;
        size_t behind = in->at;
        skip_blanks(in);
        if (peek(in) == '-') {
            in->at++;
            skip_blanks(in);
            if (!take_day(in, &last)) return false;
            behind = in->at;
            skip_blanks(in);
        }
        for (int32_t day = first;; day = (day + 1) % N_WEEKDAYS) {
            *days |= 1U << day;
            if (day == last) break;
        }
        if (peek(in) != ',') {
            const bool is_divided = in->at > behind && is_digit(peek(in));
            return is_divided || fail_at(in, in->at, "expected a blank and a time behind the days,"
                                                     " as in Mon-Fri 18:00-20:30");
        }
        in->at++;
        skip_blanks(in);
    }
}

/* H:MM or HH:MM up to 24:00, in minutes. */
static bool take_time(cursor *in, int32_t *minute)
{
    const size_t begin = in->at;
    int32_t hours = 0;
    for (; is_digit(peek(in)) && in->at - begin < 2; in->at++) hours = 10 * hours + peek(in) - '0';
    const bool has_hours = in->at > begin && peek(in) == ':';
    if (has_hours) in->at++;
    const size_t n_left = in->n - in->at;
    if (!has_hours || n_left < 2 || !is_digit(in->text[in->at]) ||
        !is_digit(in->text[in->at + 1])) {
        return fail_at(in, begin, "not a time of day; write it as in 18:00-20:30");
    }
    const int32_t minutes = 10 * (in->text[in->at] - '0') + (in->text[in->at + 1] - '0');
    in->at += 2;
    *minute = 60 * hours + minutes;
    if (minutes > 59 || *minute > DAY_MINUTES) {
        return fail_at(in, begin, "not a time of day; times go from 0:00 to 23:59, 24:00 is an "
                                  "end only");
    }
    if (is_digit(peek(in)) || peek(in) == ':' || is_letter(peek(in))) {
        return fail_at(in, in->at, "a time is hours and minutes of the 24-hour clock only, as in "
                                   "18:00");
    }
    return true;
}

/* "18:00-20:30"; an end before the begin, or 00:00, is on the next day. */
static bool take_times(cursor *in, int32_t *from_minute, int32_t *to_minute)
{
    const size_t begin = in->at;
    if (!take_time(in, from_minute)) return false;
    if (*from_minute == DAY_MINUTES) {
        return fail_at(in, begin, "24:00 is an end only; begin at 0:00 of the next day");
    }
    skip_blanks(in);
    if (!take_hyphen(in, "expected '-' and an end, as in 18:00-20:30")) return false;
    skip_blanks(in);
    if (!take_time(in, to_minute)) return false;
    if (*to_minute == *from_minute) {
        return fail_at(in, begin, "begin and end are equal; for a whole day write 0:00-24:00");
    }
    if (*to_minute < *from_minute) *to_minute += DAY_MINUTES;
    return true;
}

static bool add_windows(const mmi_heap *heap, cursor *in, unsigned days, mmi_window window,
                        mmi_windows *windows)
{
    if (!mmi_reserve(heap, &windows->window, &windows->capacity, windows->n + N_WEEKDAYS)) {
        return fail_at(in, in->at, NULL);
    }
    for (int32_t day = 0; day < N_WEEKDAYS; day++) {
        if ((days >> day & 1U) == 0) continue;
        window.weekday = day;
        windows->window[windows->n++] = window;
    }
    if (windows->n > MMI_WINDOWS_MOST) {
        return fail_at(in, in->at, "more than 10,000 windows of one person; join those that touch");
    }
    return true;
}

static int by_begin(const void *one, const void *other, void *context)
{
    (void)context;
    const mmi_window *a = one;
    const mmi_window *b = other;
    if (a->weekday != b->weekday) return a->weekday < b->weekday ? -1 : 1;
    if (a->from_minute != b->from_minute) return a->from_minute < b->from_minute ? -1 : 1;
    return a->to_minute < b->to_minute ? -1 : a->to_minute > b->to_minute;
}

/* Sorted, so that the order of entries says nothing; a window that stands there twice, once. */
static void put_in_order(mmi_windows *windows)
{
    mmi_window *const window = windows->window;
    bool is_sorted = true;
    for (size_t i = 1; i < windows->n && is_sorted; i++) {
        is_sorted = by_begin(&window[i - 1], &window[i], NULL) <= 0;
    }
    if (!is_sorted) mmi_sort(window, windows->n, sizeof *window, by_begin, NULL);
    size_t n = 0;
    int32_t latest_end = 0;
    for (size_t i = 0; i < windows->n; i++) {
        const int32_t day_begin = window[i].weekday * DAY_MINUTES;
        windows->overlap = windows->overlap || day_begin + window[i].from_minute < latest_end;
        if (day_begin + window[i].to_minute > latest_end) {
            latest_end = day_begin + window[i].to_minute;
        }
        if (n == 0 || by_begin(&window[n - 1], &window[i], NULL) != 0) window[n++] = window[i];
    }
    windows->n = n;
    windows->overlap = windows->overlap ||
        (n > 0 && latest_end - WEEK_MINUTES >
                      window[0].weekday * DAY_MINUTES + window[0].from_minute);
}

bool mmi_read_windows(const mmi_heap *heap, const char *text, size_t n, mmi_windows *windows,
                      mmi_window_fault *fault)
{
    cursor in = {text, n, 0, fault};
    windows->n = 0;
    windows->overlap = false;
    for (;;) {
        skip_blanks(&in);
        if (in.at == n) break;
        if (peek(&in) == ';') {
            in.at++;
            continue;
        }
        unsigned days;
        mmi_window window = {0};
        if (!take_days(&in, &days) || !take_times(&in, &window.from_minute, &window.to_minute) ||
            !add_windows(heap, &in, days, window, windows)) {
            return false;
        }
        skip_blanks(&in);
        if (in.at < n && peek(&in) != ';') {
            return fail_at(&in, in.at, "expected ';' or the end; join entries by ';', as in "
                                       "Mon 18:00-20:00; Sat 9:00-12:00");
        }
    }
    put_in_order(windows);
    return true;
}
