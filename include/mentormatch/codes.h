/* Codes of errors, warnings and notes: fixed numbers, for applications that translate.
 * Hundreds: 1 general, 2 files, 3 programme, 4 people, 5 time, 6 matching, 7 check-ins, 8 output. */
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
} mm_code;

#endif
