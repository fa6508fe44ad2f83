/* The version of the library that is running. */
#include <mentormatch/version.h>

const char *mm_version(void)
{
    return MM_VERSION;
}
