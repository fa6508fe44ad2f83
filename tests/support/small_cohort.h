/* A small cohort in memory with something of everything, for tests on the public interface. */
#ifndef MMT_SMALL_COHORT_H
#define MMT_SMALL_COHORT_H

#include <mentormatch/mentormatch.h>

static const char small_programme[] =
    "{\"mentormatch\": 1, \"name\": \"Small\","
    " \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8, \"time_zone\": \"Europe/Dublin\","
    "  \"holidays\": [\"2026-10-26\"]},"
    " \"mentors\": {\"file\": \"mentors.csv\"}, \"mentees\": {\"file\": \"mentees.csv\"},"
    " \"questions\": ["
    "  {\"id\": \"goals\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 3},"
    "  {\"id\": \"level\", \"kind\": \"scale\", \"levels\": [\"AO\", \"EO\", \"SEO\"],"
    "   \"compare\": \"ahead\", \"weight\": 2},"
    "  {\"id\": \"style\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1},"
    "  {\"id\": \"taste\", \"kind\": \"vector\", \"length\": 2, \"compare\": \"cosine\","
    "   \"weight\": 1}],"
    " \"common_time\": {\"weight\": 3}, \"zone_distance\": {\"weight\": 1},"
    " \"wishes\": {\"weight\": 1}, \"matching\": {\"wants\": {\"expert\": 1}},"
    " \"pairs\": {\"forbidden\": [[\"e1\", \"m1\"]], \"fixed\": [[\"e2\", \"m2\"]]}}";

static const char small_mentors[] =
    "id,time_zone,availability,name,capacity,kind,away,goals,level,style,taste\n"
    "m1,Europe/London,Mon-Thu 18:00-21:00,One,2,expert,,a;b,SEO,calm,1 2\n"
    "m2,Asia/Tokyo,Sat 08:00-12:00; Mon-Fri 17:00-23:00,\"Two, \"\"2\"\"\",1,expert,2026-09-29,"
    "b;c,EO,lively,\n"
    "m3,America/New_York,Sun-Sat 7:00-22:00,Three,2,peer,,a,EO,,0.5 0\n"
    "e3,Europe/Dublin,Fri 22:00-01:00,Both,1,peer,,c,SEO,calm,1 1\n";

static const char small_mentees[] =
    "id,time_zone,availability,wants,avoid,wishes,eligible,goals,level,style,taste\n"
    "e1,Europe/London,Mon-Fri 18:00-20:00,,,m2,,a;c,AO,calm,1 2\n"
    "e2,Asia/Kolkata,Mon-Fri 10:00-22:00,expert:1 peer:1,,,,b,AO,lively,2 1\n"
    "e3,,,expert:2,m1,,,c,EO,,\n"
    "e4,Australia/Sydney,Sun 6:00-23:00,,,m1;m2,,,SEO,calm,\n"
    "e5,Europe/Paris,,peer,,,no,a,AO,calm,1 0\n"
    "e6,UTC-03:00,Mon-Sun 0:00-24:00,,,,,a;b;c,AO,calm,1 0\n";

#define SMALL_SOURCE(label, text) \
    (mm_source){.name = (label), .bytes = (text), .n_bytes = sizeof(text) - 1}

#endif
