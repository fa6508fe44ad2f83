/* libmentormatch: survey answers, time zones and weekly availability in; provably optimal pairs
 * and dated check-ins out.  read > compile > match > plan > write, one header a stage. */
#ifndef MENTORMATCH_MENTORMATCH_H
#define MENTORMATCH_MENTORMATCH_H

#include <mentormatch/assign.h>
#include <mentormatch/codes.h>
#include <mentormatch/cohort.h>
#include <mentormatch/explain.h>
#include <mentormatch/match.h>
#include <mentormatch/profiles.h>
#include <mentormatch/programme.h>
#include <mentormatch/schedule.h>
#include <mentormatch/status.h>
#include <mentormatch/version.h>
#include <mentormatch/write.h>

#endif
