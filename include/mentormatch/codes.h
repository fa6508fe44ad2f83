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
    MM_CODE_FILE_NAME = 204       /**< an absolute name or one with .. where that is not allowed */
} mm_code;

#endif
