/* Records of a chunk: cut, run through automata, their keys looked up; the loop over them. */
#pragma once
#include "marks.h"
#include "texts.h"

typedef struct {
    uint16_t *next;  /* 256 places for each state: 0 is a dead end, 1 takes whatever follows */
    uint8_t *accept; /* for each state, whether a text may end there */
    uint32_t states;
    uint16_t start;
    size_t longest; /* bytes; a longer text is not taken */
} Automaton;

typedef struct {
    size_t column;
    long canonical; /* automaton of the texts that are canonical; -1 where all are */
} KeyPart;

typedef struct {
    int is_primary;
    size_t count;
    KeyPart *parts;
    TextSet *set; /* of a reference or of keys that are kept */
} Key;

typedef struct {
    Key *items;
    size_t count;
} Keys;

typedef struct {
    PyObject_HEAD
    uint8_t delimiter, quote;
    int has_quote, is_blank_told; /* the latter: no column or key shows that a row is blank */
    Marker marker;
    size_t width, automata_count, rules_count;
    Automaton *automata;
    long *rules;      /* for each column: an automaton, FREE or ASKED */
    long *missing;    /* for each column: the automaton of the texts that stand for no value */
    uint32_t *looked; /* the columns that have a rule */
    Keys keys, references, kept;
    Secret secret; /* of the hashes of keys: other processes may have the same one */
} Sieve;

enum { FREE = -1, ASKED = -2 };

typedef struct {
    uint32_t begin, end;
    uint32_t is_doubled; /* holds a doubled quote */
} Cell;

typedef struct {
    const uint8_t *data, *signs;
    size_t size, read; /* bytes; those whose marks were found */
    Marker marker;
    uint64_t marks;    /* that are left of the step before `read` */
    size_t high;       /* behind the last step that has bytes beyond ASCII */
    const Sieve *sieve;
    int is_last;
} Scan;

static inline size_t next_mark(Scan *scan) { /* its place, or the size where there is none left */
    while (!scan->marks) {
        if (scan->read >= scan->size) return scan->size;
        const uint8_t *bytes = scan->data + scan->read;
        uint8_t last[STEP];
        size_t left = scan->size - scan->read;
        if (left < STEP) { /* nothing behind the chunk is read */
            memset(last, 0, STEP);
            memcpy(last, bytes, left);
            bytes = last;
        }
        int is_high;
        scan->marks = scan->marker(bytes, scan->signs, &is_high);
        if (left < STEP) scan->marks &= ((uint64_t)1 << left) - 1;
        scan->read += STEP;
        if (is_high) scan->high = scan->read;
    }
    size_t found = scan->read - STEP + lowest_bit(scan->marks);
    scan->marks &= scan->marks - 1;
    return found;
}

typedef struct {
    size_t begin, end, next, cells, lines; /* of one record; `next` is behind its line end */
} Record;

/* Cut the record that begins where `record` says. 0 where it is not regular, or goes on behind the
   chunk. As Python's csv has it: a quote inside of a cell that does not begin with one is a sign
   like others, and a carriage return alone ends a record. */
static int cut_record(Scan *scan, Record *record, Cell *cells) {
    const uint8_t *data = scan->data;
    const size_t size = scan->size, width = scan->sieve->width;
    const uint8_t quote = scan->sieve->quote, delimiter = scan->sieve->delimiter;
    const int has_quote = scan->sieve->has_quote;
    size_t cell = record->begin, count = 0, lines = 0;
    for (;;) {
        size_t at = next_mark(scan), begin = cell, end;
        uint32_t is_doubled = 0;
        if (has_quote && at == cell && at < size && data[at] == quote) {
            begin = cell + 1;
            for (;;) {
                at = next_mark(scan);
                if (at >= size) return 0;
                if (data[at] == quote) {
                    if (at + 1 >= size) {
                        if (!scan->is_last) return 0;
                        break;
                    }
                    if (data[at + 1] != quote) break;
                    next_mark(scan);
                    is_doubled = 1;
                } else if (data[at] == '\n' ||
                           (data[at] == '\r' && at + 1 < size && data[at + 1] != '\n'))
                    lines++;
            }
            end = at;
            at = next_mark(scan);
            if (at != end + 1) return 0; /* text behind the closing quote */
        } else {
            while (has_quote && at < size && data[at] == quote) at = next_mark(scan);
            end = at;
        }
        if (count < width) cells[count] = (Cell){(uint32_t)begin, (uint32_t)end, is_doubled};
        count++;
        if (at < size && data[at] == delimiter) {
            cell = at + 1;
            continue;
        }
        record->end = at;
        record->next = at + 1;
        if (at >= size) {
            if (!scan->is_last) return 0;
            record->next = size;
        } else if (data[at] == '\n') {
            lines++;
        } else { /* a carriage return, or that and a line feed */
            if (at + 1 >= size && !scan->is_last) return 0;
            lines++;
            if (at + 1 < size && data[at + 1] == '\n') {
                next_mark(scan);
                record->next = at + 2;
            }
        }
        record->lines = lines;
        record->cells = record->end == record->begin ? 0 : count; /* a blank line has none */
        return 1;
    }
}

static int is_utf8(const uint8_t *at, const uint8_t *end) { /* by table 3-7 of the standard */
    while (at < end) {
        uint64_t word;
        if (end - at >= 8) {
            memcpy(&word, at, 8);
            if (!(word & 0x8080808080808080u)) {
                at += 8;
                continue;
            }
        }
        uint8_t first = *at++, low = 0x80, high = 0xBF;
        if (first < 0x80) continue;
        if (first < 0xC2 || first > 0xF4) return 0;
        int more = 1 + (first >= 0xE0) + (first >= 0xF0);
        if (end - at < more) return 0;
        if (first == 0xE0) low = 0xA0;
        if (first == 0xED) high = 0x9F;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;
        if (*at < low || *at > high) return 0;
        for (at++; --more; at++)
            if ((*at & 0xC0) != 0x80) return 0;
    }
    return 1;
}

static inline int takes(const Automaton *automaton, const uint8_t *data, const Cell *cell,
                        uint8_t quote) {
    const uint8_t *at = data + cell->begin, *end = data + cell->end;
    if ((size_t)(end - at) > automaton->longest) return 0;
    const uint16_t *next = automaton->next;
    size_t state = automaton->start;
    if (cell->is_doubled) {
        while (at < end) {
            at += at[0] == quote; /* the first of two */
            state = next[state << 8 | *at++];
            if (state <= 1) return (int)state;
        }
    } else {
        while (at < end) {
            state = next[state << 8 | *at++];
            if (state <= 1) return (int)state;
        }
    }
    return automaton->accept[state];
}

enum { WITHOUT, PARTLY, WHOLE, UNKNOWN };

/* Whether a record has a key: WITHOUT any part, PARTLY, WHOLE, or UNKNOWN where a part is not
   canonical. A key of one part is its text, one of several each with its length before it. */
static int key_of(const Sieve *sieve, const Key *key, const uint8_t *data, const Cell *cells,
                  Buffer *room, const uint8_t **text, size_t *size) {
    size_t empty = 0;
    for (size_t at = 0; at < key->count; at++) {
        const KeyPart *part = key->parts + at;
        const Cell *cell = cells + part->column;
        if (cell->is_doubled) return UNKNOWN;
        if (takes(sieve->automata + sieve->missing[part->column], data, cell, sieve->quote))
            empty++;
        else if (part->canonical >= 0 &&
                 !takes(sieve->automata + part->canonical, data, cell, sieve->quote))
            return UNKNOWN;
    }
    if (empty) return empty < key->count ? PARTLY : WITHOUT;
    if (key->count == 1) {
        const Cell *cell = cells + key->parts->column;
        *text = data + cell->begin;
        *size = cell->end - cell->begin;
        return WHOLE;
    }
    room->size = 0;
    for (size_t at = 0; at < key->count; at++) {
        const Cell *cell = cells + key->parts[at].column;
        uint32_t length = cell->end - cell->begin;
        uint8_t *to = grow(room, 4 + (size_t)length);
        if (!to) return -1;
        for (int byte = 0; byte < 4; byte++) to[byte] = (uint8_t)(length >> (8 * byte));
        memcpy(to + 4, data + cell->begin, length);
    }
    *text = room->data;
    *size = room->size;
    return WHOLE;
}

typedef struct {
    Buffer suspects; /* four numbers each: record, begin, end, line */
    Buffer doubts;   /* seven: those, then column, begin and end of the cell */
    Buffer *hashes;  /* for each key */
    Buffer *kept;    /* for each key that is kept: numbers `begin`, `size` in `texts` */
    Buffer texts, room;
} Found;

/* 1 where the keys of a record make it suspect, -1 without memory. */
static int look_at_keys(const Sieve *sieve, const uint8_t *data, const Cell *cells, Found *found) {
    const uint8_t *text = NULL;
    size_t size = 0;
    int is_suspect = 0;
    for (size_t at = 0; at < sieve->keys.count; at++) {
        const Key *key = sieve->keys.items + at;
        int has = key_of(sieve, key, data, cells, &found->room, &text, &size);
        uint64_t *hash = (uint64_t *)(void *)grow(found->hashes + at, sizeof *hash);
        if (has < 0 || !hash) return -1;
        *hash = has == WHOLE ? hash_bytes(sieve->secret, text, size) : 0;
        is_suspect |= has == UNKNOWN || (key->is_primary && has != WHOLE);
    }
    for (size_t at = 0; at < sieve->references.count && !is_suspect; at++) {
        const Key *key = sieve->references.items + at;
        int has = key_of(sieve, key, data, cells, &found->room, &text, &size);
        if (has < 0) return -1;
        is_suspect = has == WHOLE ? !holds(key->set, text, size) : has != WITHOUT;
    }
    return is_suspect;
}

static int keep_keys(const Sieve *sieve, const uint8_t *data, const Cell *cells, Found *found) {
    const uint8_t *text = NULL;
    size_t size = 0;
    for (size_t at = 0; at < sieve->kept.count; at++) {
        const Key *key = sieve->kept.items + at;
        int has = key_of(sieve, key, data, cells, &found->room, &text, &size);
        if (has < 0) return -1;
        if (has == UNKNOWN || has == PARTLY) return 1; /* kept by the exact pass */
    }
    for (size_t at = 0; at < sieve->kept.count; at++) {
        const Key *key = sieve->kept.items + at;
        int has = key_of(sieve, key, data, cells, &found->room, &text, &size);
        if (has < 0) return -1;
        if (has != WHOLE) continue;
        int64_t place[2] = {(int64_t)found->texts.size, (int64_t)size};
        uint8_t *to = grow(&found->texts, size);
        if (!to || !put(found->kept + at, place, 2)) return -1;
        if (size) memcpy(to, text, size);
    }
    return 0;
}

static int is_blank(const Sieve *sieve, const uint8_t *data, const Cell *cells) {
    for (size_t column = 0; column < sieve->width; column++)
        if (!takes(sieve->automata + sieve->missing[column], data, cells + column, sieve->quote))
            return 0;
    return 1;
}

static int is_kept_column(const Sieve *sieve, size_t column) {
    for (size_t at = 0; at < sieve->kept.count; at++)
        for (size_t part = 0; part < sieve->kept.items[at].count; part++)
            if (sieve->kept.items[at].parts[part].column == column) return 1;
    return 0;
}

/* 1 where a record is suspect, 0 where it is clean or its doubts are noted, -1 without memory. */
static int look_at(const Scan *scan, const Record *record, const Cell *cells, const int64_t *place,
                   Found *found) {
    const Sieve *sieve = scan->sieve;
    const uint8_t *data = scan->data;
    if (record->cells != sieve->width ||
        (scan->high > record->begin && !is_utf8(data + record->begin, data + record->end))) {
        int64_t none = 0;
        for (size_t at = 0; at < sieve->keys.count; at++)
            if (!put(found->hashes + at, &none, 1)) return -1;
        return 1;
    }
    int is_suspect = look_at_keys(sieve, data, cells, found);
    if (is_suspect) return is_suspect;
    if (sieve->is_blank_told && is_blank(sieve, data, cells)) return 1;
    const size_t doubts = found->doubts.size;
    for (size_t at = 0; at < sieve->rules_count; at++) {
        const uint32_t column = sieve->looked[at];
        const long rule = sieve->rules[column];
        const Cell *cell = cells + column;
        if (rule >= 0 && takes(sieve->automata + rule, data, cell, sieve->quote)) continue;
        if (is_kept_column(sieve, column)) { /* whether the cell has a value is not known */
            found->doubts.size = doubts;
            return 1;
        }
        int64_t doubt[7] = {place[0], place[1], place[2], place[3], column,
                            (int64_t)cell->begin * 2 + (int64_t)cell->is_doubled, cell->end};
        if (!put(&found->doubts, doubt, 7)) return -1;
    }
    is_suspect = keep_keys(sieve, data, cells, found);
    if (is_suspect) found->doubts.size = doubts;
    return is_suspect;
}

typedef struct {
    size_t consumed, records, lines;
} Extent;

/* Sift the records of a chunk, or, with `wanted`, find the places of some of them. */
static int run(Scan *scan, Extent *extent, Found *found, const int64_t *wanted, size_t count) {
    Cell *cells = malloc((scan->sieve->width + 1) * sizeof *cells);
    if (!cells) return -1;
    Record record = {0, 0, 0, 0, 0};
    size_t asked = 0;
    int outcome = 0;
    while (record.begin < scan->size && cut_record(scan, &record, cells)) {
        int64_t place[4] = {(int64_t)extent->records, (int64_t)record.begin, (int64_t)record.end,
                            (int64_t)extent->lines};
        if (wanted) {
            outcome = asked < count && wanted[asked] == place[0];
            asked += (size_t)outcome;
        } else
            outcome = look_at(scan, &record, cells, place, found);
        if (outcome < 0 || (outcome && !put(&found->suspects, place, 4))) {
            outcome = -1;
            break;
        }
        extent->records++;
        extent->lines += record.lines;
        extent->consumed = record.begin = record.next;
    }
    free(cells);
    return outcome < 0 ? -1 : 0;
}
