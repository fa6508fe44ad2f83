/* Writes the hand-made run of the unit tests into a folder, for readers in other languages. */
#include <mentormatch/write.h>

#include "hand_made.h"

#include <stdio.h>

int main(int n_arguments, char **arguments)
{
    if (n_arguments != 2) {
        fprintf(stderr, "usage: make_run FOLDER\n");
        return 1;
    }
    hand_made made;
    hand_cohort(&made);
    mm_error error;
    const mm_status status = mm_write_run(&made.profiles, &made.matching, &made.schedule,
                                          arguments[1], NULL, &error);
    if (status != MM_OK) fprintf(stderr, "%s\n", error.message);
    hand_end(&made);
    return status == MM_OK ? 0 : 1;
}
