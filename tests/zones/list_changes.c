/* Prints every change of offset of zones, for check_zones.py to compare with Python's zoneinfo.
 * usage: list_changes DIRECTORY FROM_S SCAN_FROM_S SCAN_UNTIL_S UNTIL_S < names
 * A line a name: name, offset at FROM_S, then instant and offset of each change until UNTIL_S.
 * Between the scan's limits every full hour is asked as well and must agree with the list. */
#include "time/zone_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool hours_agree(const mmi_zone *zone, int64_t from_s, int64_t until_s)
{
    int64_t change_s = mmi_zone_next_change(zone, from_s);
    int32_t offset_s = mmi_zone_offset_s(zone, from_s);
    for (int64_t hour_s = from_s; hour_s < until_s; hour_s += 3600) {
        while (change_s <= hour_s) {
            offset_s = mmi_zone_offset_s(zone, change_s);
            change_s = mmi_zone_next_change(zone, change_s);
        }
        if (mmi_zone_offset_s(zone, hour_s) != offset_s) return false;
    }
    return true;
}

int main(int n_arguments, char **argument)
{
    if (n_arguments != 6) return 2;
    int64_t limit_s[4]; /* from, scan from, scan until, until */
    for (int i = 0; i < 4; i++) limit_s[i] = strtoll(argument[i + 2], NULL, 10);
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, argument[1]);
    if (book == NULL) return 3;
    int n_wrong = 0;
    char name[256];
    while (scanf("%255s", name) == 1) {
        const mmi_zone *zone;
        const mmi_zone_answer answer = mmi_zone_book_find(book, name, &zone, NULL);
        if (answer != MMI_ZONE_OK) {
            printf("%s answer %d\n", name, (int)answer);
            continue;
        }
        printf("%s %d", name, (int)mmi_zone_offset_s(zone, limit_s[0]));
        int64_t change_s = mmi_zone_next_change(zone, limit_s[0]);
        for (; change_s < limit_s[3]; change_s = mmi_zone_next_change(zone, change_s)) {
            printf(" %lld %d", (long long)change_s, (int)mmi_zone_offset_s(zone, change_s));
            if (mmi_zone_offset_s(zone, change_s) == mmi_zone_offset_s(zone, change_s - 1)) {
                n_wrong++;
            }
        }
        putchar('\n');
        if (!hours_agree(zone, limit_s[1], limit_s[2])) {
            fprintf(stderr, "%s: next change and offset disagree\n", name);
            n_wrong++;
        }
    }
    mmi_zone_book_free(book);
    return n_wrong == 0 ? 0 : 1;
}
