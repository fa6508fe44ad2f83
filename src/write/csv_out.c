/* Writes pairs.csv, unmatched.csv, loads.csv and check_ins.csv. A cell is quoted only where
 * RFC 4180 needs it. A text that a spreadsheet would run as a formula gets an apostrophe in front
 * (OWASP "CSV injection", CWE-1236) unless the sink asks for raw text; numbers never do. */
#include "write/csv_out.h"

#include "write/local_text.h"

#include <string.h>

/* A text and what ends it: ',' or '\n'. */
static void add_text(mmi_writer *writer, const char *text, char end)
{
    mmi_buffer *out = &writer->text;
    const char first = text[0];
    const bool is_formula = first == '=' || first == '+' || first == '-' || first == '@';
    const bool is_guarded = is_formula && writer->sink.raw_text == 0;
    if (strpbrk(text, ",\"\r\n") == NULL) {
        if (is_guarded) mmi_buffer_char(out, '\'');
        mmi_buffer_text(out, text);
    } else {
        mmi_buffer_text(out, is_guarded ? "\"'" : "\"");
        for (const char *byte = text; *byte != '\0'; byte++) {
            if (*byte == '"') mmi_buffer_char(out, '"');
            mmi_buffer_char(out, *byte);
        }
        mmi_buffer_char(out, '"');
    }
    mmi_buffer_char(out, end);
}

static void add_integer(mmi_writer *writer, int64_t number, char end)
{
    mmi_writer_integer(writer, number);
    mmi_buffer_char(&writer->text, end);
}

/* Millionths as a decimal with six places. */
static void add_micro(mmi_writer *writer, int64_t micro, char end)
{
    const uint64_t size = micro < 0 ? 0 - (uint64_t)micro : (uint64_t)micro;
    if (micro < 0) mmi_buffer_char(&writer->text, '-');
    mmi_writer_integer(writer, (int64_t)(size / MMI_ONE_MICRO));
    char places[8] = ".000000";
    uint64_t rest = size % MMI_ONE_MICRO;
    for (int place = 6; place > 0; place--) {
        places[place] = (char)('0' + rest % 10);
        rest /= 10;
    }
    mmi_buffer_bytes(&writer->text, places, 7);
    mmi_buffer_char(&writer->text, end);
}

void mmi_pairs_csv(const mm_profiles *profiles, const mm_matching *matching, mmi_writer *writer)
{
    mmi_buffer_text(&writer->text, "mentee,mentor,kind,score,live_weeks,common_starts\n");
    for (int32_t i = 0; i < matching->n_pairs && mmi_writer_turn(writer); i++) {
        const mm_pair *pair = &matching->pair[i];
        add_text(writer, mmi_id_of(profiles, MMI_MENTEE, pair->mentee), ',');
        add_text(writer, mmi_id_of(profiles, MMI_MENTOR, pair->mentor), ',');
        add_text(writer, profiles->cohort->kind[pair->kind], ',');
        add_micro(writer, pair->score, ',');
        add_integer(writer, matching->live_weeks[i], ',');
        add_integer(writer, matching->common_starts[i], '\n');
    }
}

void mmi_unmatched_csv(const mm_profiles *profiles, const mm_unmatched *unmatched,
                       mmi_writer *writer)
{
    mmi_buffer_text(&writer->text, "mentee,kind,reason,nearest_mentor,blocked_by\n");
    for (int32_t i = 0; i < unmatched->n_requests && mmi_writer_turn(writer); i++) {
        const mm_unmatched_request *request = &unmatched->request[i];
        const int32_t nearest = request->nearest_mentor;
        add_text(writer, mmi_id_of(profiles, MMI_MENTEE, request->mentee), ',');
        add_text(writer, profiles->cohort->kind[request->kind], ',');
        add_text(writer, mm_unmatched_reason_name(request->reason), ',');
        add_text(writer, nearest == MM_NONE ? "" : mmi_id_of(profiles, MMI_MENTOR, nearest), ',');
        add_text(writer, request->blocked_by, '\n');
    }
}

void mmi_loads_csv(const mm_profiles *profiles, const mm_matching *matching, mmi_writer *writer)
{
    mmi_buffer_text(&writer->text, "mentor,kind,load,capacity,one_more_fills,one_more_adds\n");
    for (int32_t i = 0; i < matching->n_loads && mmi_writer_turn(writer); i++) {
        const mm_load *load = &matching->load[i];
        add_text(writer, mmi_id_of(profiles, MMI_MENTOR, load->mentor), ',');
        add_text(writer, profiles->cohort->kind[load->kind], ',');
        add_integer(writer, load->load, ',');
        add_integer(writer, load->capacity, ',');
        add_integer(writer, load->one_more_fills, ',');
        add_micro(writer, load->one_more_adds, '\n');
    }
}

/* Wall clock and zone of one side at the begin of a check-in. */
static void add_local(mmi_writer *writer, const mm_profiles *profiles, int32_t role,
                      int32_t person, int64_t utc_s)
{
    char minute[MMI_MINUTE_CHARS];
    mmi_format_local_minute(mmi_local_s(profiles, role, person, utc_s), minute);
    add_text(writer, minute, ',');
    add_text(writer, mmi_stated_zone_name(profiles, role, person), ',');
}

void mmi_check_ins_csv(const mm_profiles *profiles, const mm_schedule *schedule,
                       mmi_writer *writer)
{
    mmi_buffer_text(&writer->text, "week,mode,mentor,mentee,start_utc,end_utc,mentor_local,"
                                   "mentor_zone,mentee_local,mentee_zone,reason\n");
    for (int32_t i = 0; i < schedule->n_check_ins && mmi_writer_turn(writer); i++) {
        const mm_check_in *check_in = &schedule->check_in[i];
        char instant[MMI_UTC_CHARS];
        add_integer(writer, check_in->term_week, ',');
        add_text(writer, check_in->mode == MM_MODE_LIVE ? "live" : "asynchronous", ',');
        add_text(writer, mmi_id_of(profiles, MMI_MENTOR, check_in->mentor), ',');
        add_text(writer, mmi_id_of(profiles, MMI_MENTEE, check_in->mentee), ',');
        mmi_format_utc(check_in->start_utc_s, instant);
        add_text(writer, instant, ',');
        mmi_format_utc(check_in->end_utc_s, instant);
        add_text(writer, instant, ',');
        add_local(writer, profiles, MMI_MENTOR, check_in->mentor, check_in->start_utc_s);
        add_local(writer, profiles, MMI_MENTEE, check_in->mentee, check_in->start_utc_s);
        add_text(writer, mm_asynchronous_reason_name(check_in->reason), '\n');
    }
}
