/* Codes of errors, warnings and notes: fixed numbers, for applications that translate.
 * Hundreds: 1 general, 2 files, 3 programme, 4 people, 5 time, 6 matching, 7 check-ins, 8 output */
#ifndef MENTORMATCH_CODES_H
#define MENTORMATCH_CODES_H

typedef enum mm_code {
    MM_CODE_NONE = 0,

    /* 1: general */
    MM_CODE_ARGUMENT = 100,       /**< an argument is NULL or out of range */
    MM_CODE_OPTION = 101,         /**< an option has a bad value; the sentence names the field */
    MM_CODE_MEMORY = 102,         /**< memory ran out */
    MM_CODE_STOPPED = 103,        /**< cancelled or out of time */
    MM_CODE_MISMATCH = 104,       /**< stages of two different cohorts */
    MM_CODE_SOLVER = 105,         /**< GLPK failed */
    MM_CODE_CERTIFICATE = 106,    /**< the result failed its own check */
    MM_CODE_LIMIT = 107,          /**< a documented limit is exceeded */

    /* 2: files */
    MM_CODE_FILE_OPEN = 200,      /**< cannot be opened */
    MM_CODE_FILE_KIND = 201,      /**< a folder, device or pipe where a file was expected */
    MM_CODE_FILE_READ = 202,      /**< reading failed in the middle */
    MM_CODE_FILE_SIZE = 203,      /**< larger than the documented limit */
    MM_CODE_FILE_NAME = 204,      /**< an absolute name or one with .. where that is not allowed */

    /* 3: programme */
    MM_CODE_JSON_EMPTY = 300,         /**< no text at all, or only blanks */
    MM_CODE_JSON_SYNTAX = 301,        /**< not JSON at this place */
    MM_CODE_JSON_BYTES = 302,         /**< not UTF-8, or a NUL byte or character */
    MM_CODE_JSON_LIMIT = 303,         /**< too deep, too long a text or key, too many values */
    MM_CODE_KEY_TWICE = 304,          /**< a key occurs twice in one object */
    MM_CODE_KEY_UNKNOWN = 305,        /**< no such key here */
    MM_CODE_KEY_MISSING = 306,        /**< a compulsory key is not there */
    MM_CODE_KEY_MISPLACED = 307,      /**< a key that does not go with the others of its object */
    MM_CODE_NOT_BUILT = 308,          /**< a key or word of a feature that this version lacks */
    MM_CODE_FORMAT_VERSION = 309,     /**< a format number that this version cannot read */
    MM_CODE_JSON_TYPE = 310,          /**< text where a number was expected, or the like */
    MM_CODE_NUMBER = 311,             /**< not a whole number, or too many decimal places */
    MM_CODE_NUMBER_RANGE = 312,       /**< a number outside its range */
    MM_CODE_QUARTER_HOURS = 313,      /**< minutes that are no multiple of 15 */
    MM_CODE_TEXT = 314,               /**< empty, too long, blanks at an end, control characters */
    MM_CODE_WORD = 315,               /**< not one of the known words */
    MM_CODE_DATE = 316,               /**< not a date YYYY-MM-DD of 1970-2400 */
    MM_CODE_DATE_ORDER = 317,         /**< a range that ends before it begins */
    MM_CODE_TIME_OF_DAY = 318,        /**< not a time of day, or an empty stretch of time */
    MM_CODE_OUTSIDE_TERM = 319,       /**< a week or holiday that the term does not have */
    MM_CODE_WEEKS_COINCIDE = 320,     /**< note: two check-in weeks are the same */
    MM_CODE_PROGRAMME_ZONE = 321,     /**< the programme's time zone cannot be used */
    MM_CODE_ZONE_GRID = 322,          /**< the zone is not on the quarter-hour grid in a week */
    MM_CODE_TOO_FEW = 323,            /**< a list with fewer entries than it needs */
    MM_CODE_TOO_MANY = 324,           /**< a list with more entries than is allowed */
    MM_CODE_TWICE = 325,              /**< something named twice */
    MM_CODE_RESERVED_ID = 326,        /**< a question id that means something else */
    MM_CODE_RULES_CONTRADICT = 327,   /**< a pair fixed and forbidden, or with oneself */
    MM_CODE_NO_WEIGHT = 328,          /**< warning: no criterion has a weight above 0 */
    MM_CODE_NO_EFFECT = 329,          /**< warning: a key that changes nothing as it stands */
    MM_CODE_LIST_SEPARATOR = 330,     /**< not one character that can divide a list */
    MM_CODE_ZONE_SIGN = 331,          /**< warning: Etc/GMT+5 is five hours behind UTC */

    /* 4: people */
    MM_CODE_CSV_EMPTY = 400,          /**< no bytes, or nothing but blank lines: no headings */
    MM_CODE_CSV_ENCODING = 401,       /**< not UTF-8, a NUL byte, a lone carriage return */
    MM_CODE_CSV_QUOTE = 402,          /**< a double quote where RFC 4180 allows none */
    MM_CODE_CSV_FIELDS = 403,         /**< a row with another number of fields than the headings */
    MM_CODE_CSV_BLANK_ROWS = 404,     /**< note: rows without anything in them were skipped */
    MM_CODE_COLUMN_MISSING = 405,     /**< a heading that is needed is not there */
    MM_CODE_COLUMN_TWICE = 406,       /**< a heading that is used stands there twice */
    MM_CODE_COLUMN_IGNORED = 407,     /**< note: an unused heading that is near a known one */
    MM_CODE_ID = 410,                 /**< blank, longer than 128 bytes, control characters */
    MM_CODE_ID_TWICE = 411,           /**< two rows of one role have the same id */
    MM_CODE_ID_LOOKS_ALIKE = 412,     /**< note: two ids differ only in letter case */
    MM_CODE_ID_UNKNOWN = 413,         /**< an id that the role does not have */
    MM_CODE_ID_DROPPED = 414,         /**< note: the own id or a repeated one in a list */
    MM_CODE_SAME_PERSON = 415,        /**< an id in both roles with facts that contradict */
    MM_CODE_PAIR_TWICE = 416,         /**< pairs.csv names a pair twice */
    MM_CODE_ZONE = 420,               /**< a time zone that cannot be used, or none given */
    MM_CODE_ZONE_DEFAULT = 421,       /**< note: no time zones; everybody is in the programme's */
    MM_CODE_AVAILABILITY = 422,       /**< not "days H:MM-H:MM" */
    MM_CODE_WINDOWS_OVERLAP = 423,    /**< note: windows of one person overlap */
    MM_CODE_PERSON_DATE = 424,        /**< not a date, or a range that ends before it begins */
    MM_CODE_PERSON_TEXT = 425,        /**< control characters in a name or an e-mail address */
    MM_CODE_YES_NO = 426,             /**< neither yes nor no */
    MM_CODE_CAPACITY = 427,           /**< not a whole number from 0 to 1,000,000 */
    MM_CODE_KIND = 428,               /**< not one word */
    MM_CODE_KIND_UNKNOWN = 429,       /**< note: a kind is wanted that no mentor has */
    MM_CODE_WANTS = 430,              /**< not "kind:number", or a kind twice */
    MM_CODE_WISHES_COLUMN = 431,      /**< wishes are a criterion, but nobody may wish */
    MM_CODE_ANSWER = 440,             /**< an answer that the question does not allow */
    MM_CODE_ANSWERS_LOOK_ALIKE = 441, /**< note: answers differ only in case or inner spaces */
    MM_CODE_FIELD_UNKNOWN = 442,      /**< neither a field of this role nor a question */
    MM_CODE_FIELD_TWICE = 443,        /**< a field is given twice */

    /* 5: time */
    MM_CODE_ZONE_DATA = 500,          /**< bytes that are no usable time zone file */

    /* 6: matching */
    MM_CODE_RULE_UNKNOWN_ID = 600,    /**< a pair rule names somebody whom the files lack */
    MM_CODE_RULE_SAME_PERSON = 601,   /**< a fixed pair of one person */
    MM_CODE_RULE_KIND = 602,          /**< a fixed pair of a kind that is not wanted */
    MM_CODE_RULE_WANTS = 603,         /**< more fixed pairs than wanted */
    MM_CODE_RULE_CAPACITY = 604,      /**< more fixed pairs than places */
    MM_CODE_RULE_CONTRADICTION = 605, /**< fixed and forbidden at once */
    MM_CODE_RULE_INELIGIBLE = 606,    /**< a fixed pair is ineligible and not forced */

    /* 7: check-ins */
    MM_CODE_CAPACITY_TIME = 700,      /**< note: more places than free time in a check-in week */

    /* 8: output */
    MM_CODE_RUN_FOLDER = 800,         /**< the output folder is none that may be replaced */
    MM_CODE_FILE_WRITE = 801,         /**< writing, syncing or renaming failed: full, no rights */
    MM_CODE_SINK = 802                /**< the caller's sink refused the bytes */
} mm_code;

#endif
