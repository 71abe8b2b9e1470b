/* The native sieve: cuts records, runs automata over their cells, and looks keys up in sets.

   It knows no rule. Python compiles the rules of each column to an automaton over bytes and gives
   it as a table, whose places are checked once, when a Sieve is made: a wrong table may cost time
   or an answer, never a read outside of memory. All that a Sieve holds is immutable afterwards, so
   that the interpreter's lock is not held while it runs. docs/native.md explains every part. */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define HAS_AVX2 1
#include <immintrin.h>
#endif
#if defined(__x86_64__) || defined(_M_X64)
#define HAS_SSE2 1
#include <emmintrin.h>
#elif defined(__aarch64__)
#define HAS_NEON 1
#include <arm_neon.h>
#endif
#ifdef _MSC_VER
#include <intrin.h>
#endif

enum { STEP = 64, MAX_CHUNK = 1 << 30 };

/* ---- bits and hashes --------------------------------------------------------------------- */

static inline unsigned lowest_bit(uint64_t bits) {
#ifdef _MSC_VER
    unsigned long found;
    _BitScanForward64(&found, bits);
    return found;
#else
    return (unsigned)__builtin_ctzll(bits);
#endif
}

static inline uint64_t mix(uint64_t a, uint64_t b) { /* both halves of the product */
#if defined(__SIZEOF_INT128__)
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
    uint64_t low = al * bl, one = ah * bl, two = al * bh, high = ah * bh;
    uint64_t middle = (low >> 32) + (uint32_t)one + (uint32_t)two;
    return ((middle << 32) | (uint32_t)low) ^ (high + (one >> 32) + (two >> 32) + (middle >> 32));
#endif
}

static uint64_t secret[4]; /* drawn when the module is loaded: nobody can choose colliding texts */

static uint64_t hash_bytes(const uint8_t *text, size_t size) { /* never 0 */
    uint64_t hash = secret[0] ^ ((uint64_t)size * secret[1]), word;
    for (; size >= 8; text += 8, size -= 8) {
        memcpy(&word, text, 8);
        hash = mix(hash ^ word, secret[2]) ^ secret[1];
    }
    word = 0;
    if (size) memcpy(&word, text, size);
    hash = mix(hash ^ word, secret[3]);
    hash = mix(hash ^ secret[1], secret[2]);
    return hash ? hash : 1;
}

/* ---- growing buffers --------------------------------------------------------------------- */

typedef struct {
    uint8_t *data;
    size_t size, room;
} Buffer;

static uint8_t *grow(Buffer *buffer, size_t more) { /* where to write; NULL without memory */
    if (!buffer->data || more > buffer->room - buffer->size) {
        size_t room = buffer->room ? buffer->room : 256;
        while (room - buffer->size < more) {
            if (room > SIZE_MAX / 2) return NULL;
            room *= 2;
        }
        uint8_t *data = realloc(buffer->data, room);
        if (!data) return NULL;
        buffer->data = data;
        buffer->room = room;
    }
    uint8_t *found = buffer->data + buffer->size;
    buffer->size += more;
    return found;
}

static int put(Buffer *buffer, const int64_t *numbers, size_t count) {
    uint8_t *to = grow(buffer, count * sizeof *numbers);
    if (to) memcpy(to, numbers, count * sizeof *numbers);
    return to != NULL;
}

static PyObject *as_bytes(const Buffer *buffer) {
    return PyBytes_FromStringAndSize((const char *)buffer->data, (Py_ssize_t)buffer->size);
}

static void let_go(PyObject *self) { /* the memory of an object, and its hold on its type */
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

/* ---- sets of texts ----------------------------------------------------------------------- */

typedef struct {
    uint64_t hash;
    size_t begin, size;
} Entry;

typedef struct {
    PyObject_HEAD
    Buffer texts;    /* of all entries, end to end */
    Buffer entries;  /* of Entry */
    uint32_t *slots; /* a number of an entry, plus 1, or 0 */
    size_t room;     /* slots, a power of two */
    int is_frozen;
} TextSet;

static PyTypeObject *text_set_type;

static inline size_t count_of(const TextSet *set) { return set->entries.size / sizeof(Entry); }

static int holds(const TextSet *set, const uint8_t *text, size_t size) {
    if (!set->room) return 0;
    uint64_t hash = hash_bytes(text, size);
    const Entry *entries = (const Entry *)set->entries.data;
    for (size_t at = hash & (set->room - 1);; at = (at + 1) & (set->room - 1)) {
        uint32_t number = set->slots[at];
        if (!number) return 0;
        const Entry *entry = entries + number - 1;
        if (entry->hash == hash && entry->size == size &&
            (!size || !memcmp(set->texts.data + entry->begin, text, size)))
            return 1;
    }
}

static void take_slot(TextSet *set, uint64_t hash, uint32_t number) {
    size_t at = hash & (set->room - 1);
    while (set->slots[at]) at = (at + 1) & (set->room - 1);
    set->slots[at] = number;
}

static int add_text(TextSet *set, const uint8_t *text, size_t size) { /* -1 without memory */
    if (holds(set, text, size)) return 0;
    size_t count = count_of(set);
    if (count >= UINT32_MAX - 1) return -1;
    if (2 * (count + 1) > set->room) {
        size_t room = set->room ? 2 * set->room : 64;
        uint32_t *slots = calloc(room, sizeof *slots);
        if (!slots) return -1;
        free(set->slots);
        set->slots = slots;
        set->room = room;
        const Entry *entries = (const Entry *)set->entries.data;
        for (size_t number = 0; number < count; number++)
            take_slot(set, entries[number].hash, (uint32_t)number + 1);
    }
    size_t begin = set->texts.size;
    uint8_t *to = grow(&set->texts, size);
    if (!to) return -1;
    if (size) memcpy(to, text, size);
    Entry entry = {hash_bytes(text, size), begin, size};
    uint8_t *place = grow(&set->entries, sizeof entry);
    if (!place) {
        set->texts.size = begin;
        return -1;
    }
    memcpy(place, &entry, sizeof entry);
    take_slot(set, entry.hash, (uint32_t)count + 1);
    return 0;
}

static PyObject *text_set_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    if (PyTuple_Size(args) || (kwargs && PyDict_Size(kwargs))) {
        PyErr_SetString(PyExc_TypeError, "a TextSet begins empty");
        return NULL;
    }
    return PyType_GenericAlloc(type, 0); /* all of it zero */
}

static void text_set_free(PyObject *self) {
    TextSet *set = (TextSet *)self;
    free(set->texts.data);
    free(set->entries.data);
    free(set->slots);
    let_go(self);
}

static PyObject *text_set_add(PyObject *self, PyObject *text) {
    TextSet *set = (TextSet *)self;
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(text, &data, &size) < 0) return NULL;
    if (set->is_frozen) {
        PyErr_SetString(PyExc_RuntimeError, "a sieve looks at this set: it may not change");
        return NULL;
    }
    if (add_text(set, (const uint8_t *)data, (size_t)size) < 0) return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static PyObject *text_set_texts(PyObject *self, PyObject *Py_UNUSED(none)) {
    TextSet *set = (TextSet *)self;
    PyObject *found = PyList_New((Py_ssize_t)count_of(set));
    for (size_t number = 0; found && number < count_of(set); number++) {
        const Entry *entry = (const Entry *)set->entries.data + number;
        PyObject *text = PyBytes_FromStringAndSize((const char *)set->texts.data + entry->begin,
                                                   (Py_ssize_t)entry->size);
        if (!text || PyList_SetItem(found, (Py_ssize_t)number, text) < 0) Py_CLEAR(found);
    }
    return found;
}

static int text_set_contains(PyObject *self, PyObject *text) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(text, &data, &size) < 0) return -1;
    return holds((TextSet *)self, (const uint8_t *)data, (size_t)size);
}

static Py_ssize_t text_set_length(PyObject *self) { return (Py_ssize_t)count_of((TextSet *)self); }

static PyMethodDef text_set_methods[] = {
    {"add", text_set_add, METH_O, "Hold a text, given as bytes."},
    {"texts", text_set_texts, METH_NOARGS, "All texts, in the order they came in."},
    {NULL, NULL, 0, NULL}};
static PyType_Slot text_set_slots[] = {{Py_tp_new, text_set_new},
                                       {Py_tp_dealloc, text_set_free},
                                       {Py_tp_methods, text_set_methods},
                                       {Py_sq_contains, text_set_contains},
                                       {Py_sq_length, text_set_length},
                                       {0, NULL}};
static PyType_Spec text_set_spec = {"pincite.tables.sieves._native.TextSet", sizeof(TextSet), 0,
                                    Py_TPFLAGS_DEFAULT, text_set_slots};

/* ---- marks: where a delimiter, quote or line end is, 64 bytes at a time -------------------- */

typedef uint64_t (*Marker)(const uint8_t *bytes, const uint8_t *signs, int *is_high);

static uint64_t marks_plain(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    uint8_t all = 0;
    for (int at = 0; at < STEP; at++) {
        uint8_t byte = bytes[at];
        all |= byte;
        found |= (uint64_t)(byte == signs[0] || byte == signs[1] || byte == signs[2] ||
                            byte == signs[3])
                 << at;
    }
    *is_high = all >> 7;
    return found;
}

#ifdef HAS_SSE2
static uint64_t marks_sse2(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    int high = 0;
    for (int at = 0; at < 4; at++) {
        __m128i some = _mm_loadu_si128((const __m128i *)(bytes + 16 * at)), equal = _mm_setzero_si128();
        for (int sign = 0; sign < 4; sign++)
            equal = _mm_or_si128(equal, _mm_cmpeq_epi8(some, _mm_set1_epi8((char)signs[sign])));
        found |= (uint64_t)(uint16_t)_mm_movemask_epi8(equal) << (16 * at);
        high |= _mm_movemask_epi8(some);
    }
    *is_high = high != 0;
    return found;
}
#endif

#ifdef HAS_AVX2
__attribute__((target("avx2"))) static uint64_t marks_avx2(const uint8_t *bytes,
                                                           const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    int high = 0;
    for (int at = 0; at < 2; at++) {
        __m256i some = _mm256_loadu_si256((const __m256i *)(bytes + 32 * at));
        __m256i equal = _mm256_setzero_si256();
        for (int sign = 0; sign < 4; sign++)
            equal = _mm256_or_si256(equal,
                                    _mm256_cmpeq_epi8(some, _mm256_set1_epi8((char)signs[sign])));
        found |= (uint64_t)(uint32_t)_mm256_movemask_epi8(equal) << (32 * at);
        high |= _mm256_movemask_epi8(some);
    }
    *is_high = high != 0;
    return found;
}
#endif

#ifdef HAS_NEON
static uint64_t marks_neon(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t weight = vld1q_u8(weights);
    uint8x16_t part[4], all = vdupq_n_u8(0);
    for (int at = 0; at < 4; at++) {
        uint8x16_t some = vld1q_u8(bytes + 16 * at), equal = vdupq_n_u8(0);
        for (int sign = 0; sign < 4; sign++)
            equal = vorrq_u8(equal, vceqq_u8(some, vdupq_n_u8(signs[sign])));
        part[at] = vandq_u8(equal, weight);
        all = vorrq_u8(all, some);
    }
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(part[0], part[1]), vpaddq_u8(part[2], part[3]));
    sum = vpaddq_u8(sum, sum);
    *is_high = vmaxvq_u8(all) >> 7;
    return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}
#endif

typedef struct {
    const char *name;
    Marker marker;
} Path;

static Path paths[4]; /* those that this machine can take, the quickest first, then NULL */

static void find_paths(void) {
    size_t count = 0;
#ifdef HAS_AVX2
    if (__builtin_cpu_supports("avx2")) paths[count++] = (Path){"avx2", marks_avx2};
#endif
#ifdef HAS_SSE2
    paths[count++] = (Path){"sse2", marks_sse2};
#endif
#ifdef HAS_NEON
    paths[count++] = (Path){"neon", marks_neon};
#endif
    paths[count++] = (Path){"plain", marks_plain};
}

/* ---- the sieve --------------------------------------------------------------------------- */

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
        *hash = has == WHOLE ? hash_bytes(text, size) : 0;
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

static int begin_scan(Scan *scan, uint8_t *signs, const Sieve *sieve, PyObject *chunk) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(chunk, &data, &size) < 0) return -1;
    if (size > MAX_CHUNK) {
        PyErr_SetString(PyExc_ValueError, "the chunk is too long");
        return -1;
    }
    signs[0] = sieve->delimiter;
    signs[1] = sieve->has_quote ? sieve->quote : sieve->delimiter;
    signs[2] = '\n';
    signs[3] = '\r';
    *scan = (Scan){.data = (const uint8_t *)data, .signs = signs, .size = (size_t)size,
                   .marker = sieve->marker, .sieve = sieve};
    return 0;
}

static PyObject *sieve_sift(PyObject *self, PyObject *args) {
    const Sieve *sieve = (Sieve *)self;
    PyObject *chunk, *result = NULL, *hashes = NULL;
    Scan scan;
    uint8_t signs[4];
    int is_last, outcome = -1;
    if (!PyArg_ParseTuple(args, "Sp", &chunk, &is_last)) return NULL;
    if (begin_scan(&scan, signs, sieve, chunk) < 0) return NULL;
    scan.is_last = is_last;
    Extent extent = {0, 0, 0};
    Found found = {0};
    found.hashes = calloc(sieve->keys.count + 1, sizeof(Buffer));
    found.kept = calloc(sieve->kept.count + 1, sizeof(Buffer));
    if (found.hashes && found.kept) {
        Py_BEGIN_ALLOW_THREADS
        outcome = run(&scan, &extent, &found, NULL, 0);
        Py_END_ALLOW_THREADS
    }
    for (size_t at = 0; at < sieve->kept.count && !outcome; at++) {
        TextSet *set = sieve->kept.items[at].set;
        if (set->is_frozen) {
            PyErr_SetString(PyExc_RuntimeError, "a sieve looks at a set that keys are kept in");
            goto done;
        }
        const int64_t *place = (const int64_t *)(const void *)found.kept[at].data;
        const int64_t *end = place + found.kept[at].size / sizeof *place;
        for (; place < end && !outcome; place += 2)
            outcome = add_text(set, found.texts.data + place[0], (size_t)place[1]);
    }
    if (outcome) {
        PyErr_NoMemory();
        goto done;
    }
    hashes = PyList_New((Py_ssize_t)sieve->keys.count);
    for (size_t at = 0; hashes && at < sieve->keys.count; at++) {
        PyObject *some = as_bytes(found.hashes + at);
        if (!some || PyList_SetItem(hashes, (Py_ssize_t)at, some) < 0) Py_CLEAR(hashes);
    }
    if (hashes)
        result = Py_BuildValue("nnnNNO", (Py_ssize_t)extent.consumed, (Py_ssize_t)extent.records,
                               (Py_ssize_t)extent.lines, as_bytes(&found.suspects),
                               as_bytes(&found.doubts), hashes);
done:
    Py_XDECREF(hashes);
    for (size_t at = 0; found.hashes && at < sieve->keys.count; at++) free(found.hashes[at].data);
    for (size_t at = 0; found.kept && at < sieve->kept.count; at++) free(found.kept[at].data);
    free(found.hashes);
    free(found.kept);
    free(found.suspects.data);
    free(found.doubts.data);
    free(found.texts.data);
    free(found.room.data);
    return result;
}

static PyObject *sieve_places(PyObject *self, PyObject *args) {
    const Sieve *sieve = (Sieve *)self;
    PyObject *chunk, *result = NULL;
    const char *wanted;
    Py_ssize_t size;
    Scan scan;
    uint8_t signs[4];
    int is_last;
    if (!PyArg_ParseTuple(args, "Sy#p", &chunk, &wanted, &size, &is_last)) return NULL;
    if (begin_scan(&scan, signs, sieve, chunk) < 0) return NULL;
    scan.is_last = is_last;
    size_t count = (size_t)size / sizeof(int64_t);
    int64_t *numbers = malloc((count + 1) * sizeof *numbers);
    if (!numbers) return PyErr_NoMemory();
    memcpy(numbers, wanted, count * sizeof *numbers);
    Extent extent = {0, 0, 0};
    Found found = {0};
    if (run(&scan, &extent, &found, numbers, count) < 0)
        PyErr_NoMemory();
    else
        result = as_bytes(&found.suspects);
    free(numbers);
    free(found.suspects.data);
    return result;
}

/* ---- making a sieve: the only place where what Python gives is trusted, after it is checked - */

static int bad(const char *message) {
    PyErr_SetString(PyExc_ValueError, message);
    return -1;
}

static int is_tuple(PyObject *given) {
    if (!PyTuple_Check(given)) PyErr_SetString(PyExc_TypeError, "a tuple is wanted");
    return PyTuple_Check(given);
}

static int read_automaton(PyObject *given, Automaton *automaton) {
    const char *table, *accept;
    Py_ssize_t table_size, states;
    int start;
    Py_ssize_t longest;
    if (!is_tuple(given) ||
        !PyArg_ParseTuple(given, "y#y#in", &table, &table_size, &accept, &states, &start, &longest))
        return -1;
    if (states < 2 || states > 65535 || table_size != states * 512 || start < 0 || start >= states ||
        longest < 0)
        return bad("an automaton has the wrong size");
    automaton->next = malloc((size_t)table_size);
    automaton->accept = malloc((size_t)states);
    if (!automaton->next || !automaton->accept) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(automaton->next, table, (size_t)table_size);
    memcpy(automaton->accept, accept, (size_t)states);
    automaton->states = (uint32_t)states;
    automaton->start = (uint16_t)start;
    automaton->longest = (size_t)longest;
    for (Py_ssize_t at = 0; at < states * 256; at++)
        if (automaton->next[at] >= states) return bad("an automaton leads nowhere");
    for (Py_ssize_t at = 0; at < states; at++) automaton->accept[at] = accept[at] != 0;
    return 0;
}

static int read_numbers(PyObject *given, size_t count, long least, long most, long *numbers) {
    if (!is_tuple(given)) return -1;
    if ((size_t)PyTuple_Size(given) != count)
        return bad("there must be a number for each column");
    for (size_t at = 0; at < count; at++) {
        long number = PyLong_AsLong(PyTuple_GetItem(given, (Py_ssize_t)at));
        if (number == -1 && PyErr_Occurred()) return -1;
        if (number < least || number >= most) return bad("a number is out of bounds");
        numbers[at] = number;
    }
    return 0;
}

/* A key is (is primary, set or None, ((column, canonical), ...)). */
static int read_key(const Sieve *sieve, PyObject *given, int has_set, Key *key) {
    PyObject *set, *parts;
    if (!is_tuple(given) ||
        !PyArg_ParseTuple(given, "pOO!", &key->is_primary, &set, &PyTuple_Type, &parts)) return -1;
    if (has_set) {
        if (Py_TYPE(set) != text_set_type) return bad("a key lacks its set");
        Py_INCREF(set);
        key->set = (TextSet *)set;
    }
    size_t count = (size_t)PyTuple_Size(parts);
    if (!count) return bad("a key has no parts");
    key->parts = calloc(count, sizeof *key->parts);
    if (!key->parts) {
        PyErr_NoMemory();
        return -1;
    }
    for (; key->count < count; key->count++) {
        Py_ssize_t column;
        KeyPart *part = key->parts + key->count;
        PyObject *pair = PyTuple_GetItem(parts, (Py_ssize_t)key->count);
        if (!is_tuple(pair) || !PyArg_ParseTuple(pair, "nl", &column, &part->canonical)) return -1;
        if (column < 0 || (size_t)column >= sieve->width || part->canonical < -1 ||
            part->canonical >= (long)sieve->automata_count)
            return bad("a part of a key is out of bounds");
        part->column = (size_t)column;
    }
    return 0;
}

static int read_keys(const Sieve *sieve, PyObject *given, int has_sets, Keys *keys) {
    size_t count = (size_t)PyTuple_Size(given);
    keys->items = calloc(count + 1, sizeof *keys->items);
    if (!keys->items) {
        PyErr_NoMemory();
        return -1;
    }
    for (; keys->count < count;) {
        Key *key = keys->items + keys->count++;
        if (read_key(sieve, PyTuple_GetItem(given, (Py_ssize_t)keys->count - 1), has_sets, key) < 0)
            return -1;
    }
    return 0;
}

static void free_keys(Keys *keys) {
    for (size_t at = 0; at < keys->count; at++) {
        free(keys->items[at].parts);
        Py_XDECREF((PyObject *)keys->items[at].set);
    }
    free(keys->items);
}

static void sieve_free(PyObject *self) {
    Sieve *sieve = (Sieve *)self;
    for (size_t at = 0; at < sieve->automata_count; at++) {
        free(sieve->automata[at].next);
        free(sieve->automata[at].accept);
    }
    free(sieve->automata);
    free(sieve->rules);
    free(sieve->missing);
    free(sieve->looked);
    free_keys(&sieve->keys);
    free_keys(&sieve->references);
    free_keys(&sieve->kept);
    let_go(self);
}

static int is_sign(int sign) { return sign >= 0 && sign < 128 && sign != '\n' && sign != '\r'; }

static int fill_sieve(Sieve *sieve, PyObject *args) {
    int delimiter, quote;
    PyObject *automata, *rules, *missing, *keys, *references, *kept;
    const char *path;
    if (!PyArg_ParseTuple(args, "iisO!O!O!pO!O!O!", &delimiter, &quote, &path, &PyTuple_Type,
                          &automata, &PyTuple_Type, &rules, &PyTuple_Type, &missing,
                          &sieve->is_blank_told, &PyTuple_Type, &keys, &PyTuple_Type, &references,
                          &PyTuple_Type, &kept))
        return -1;
    if (!is_sign(delimiter) || (quote != -1 && !is_sign(quote)) || quote == delimiter)
        return bad("these signs cannot delimit and quote");
    sieve->delimiter = (uint8_t)delimiter;
    sieve->has_quote = quote >= 0;
    sieve->quote = sieve->has_quote ? (uint8_t)quote : 0;
    for (size_t at = 0; at < 4 && paths[at].name; at++)
        if (!strcmp(paths[at].name, path)) sieve->marker = paths[at].marker;
    if (!sieve->marker) return bad("this machine cannot take that path");
    sieve->width = (size_t)PyTuple_Size(rules);
    if (!sieve->width) return bad("there are no columns");
    size_t count = (size_t)PyTuple_Size(automata);
    sieve->automata = calloc(count + 1, sizeof *sieve->automata);
    sieve->rules = calloc(sieve->width, sizeof *sieve->rules);
    sieve->missing = calloc(sieve->width, sizeof *sieve->missing);
    sieve->looked = calloc(sieve->width, sizeof *sieve->looked);
    if (!sieve->automata || !sieve->rules || !sieve->missing || !sieve->looked) {
        PyErr_NoMemory();
        return -1;
    }
    while (sieve->automata_count < count) {
        Automaton *automaton = sieve->automata + sieve->automata_count++;
        PyObject *given = PyTuple_GetItem(automata, (Py_ssize_t)sieve->automata_count - 1);
        if (read_automaton(given, automaton) < 0) return -1;
    }
    if (read_numbers(rules, sieve->width, ASKED, (long)count, sieve->rules) < 0 ||
        read_numbers(missing, sieve->width, 0, (long)count, sieve->missing) < 0)
        return -1;
    for (size_t column = 0; column < sieve->width; column++)
        if (sieve->rules[column] != FREE) sieve->looked[sieve->rules_count++] = (uint32_t)column;
    if (read_keys(sieve, keys, 0, &sieve->keys) < 0 ||
        read_keys(sieve, references, 1, &sieve->references) < 0 ||
        read_keys(sieve, kept, 1, &sieve->kept) < 0)
        return -1;
    for (size_t at = 0; at < sieve->references.count; at++)
        sieve->references.items[at].set->is_frozen = 1;
    return 0;
}

static PyObject *sieve_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs)) {
    PyObject *self = PyType_GenericAlloc(type, 0); /* all of it zero */
    if (self && fill_sieve((Sieve *)self, args) < 0) Py_CLEAR(self);
    return self;
}

static PyMethodDef sieve_methods[] = {
    {"sift", sieve_sift, METH_VARARGS, "Sift the records of a chunk."},
    {"places", sieve_places, METH_VARARGS, "The places of some records of a chunk."},
    {NULL, NULL, 0, NULL}};
static PyType_Slot sieve_slots[] = {{Py_tp_new, sieve_new},
                                    {Py_tp_dealloc, sieve_free},
                                    {Py_tp_methods, sieve_methods},
                                    {0, NULL}};
static PyType_Spec sieve_spec = {"pincite.tables.sieves._native.Sieve", sizeof(Sieve), 0,
                                 Py_TPFLAGS_DEFAULT, sieve_slots};

/* ---- hashes that repeat ------------------------------------------------------------------ */

enum { PIECES = 64 }; /* a pass is cut into so many by the next bits, each small enough for a cache */

typedef struct {
    const uint8_t *data;
    size_t count;
} Part;

static inline uint64_t hash_at(const Part *part, size_t at) {
    uint64_t hash;
    memcpy(&hash, part->data + 8 * at, 8);
    return hash;
}

/* Those of `count` hashes that are there twice or more, each once, appended to `again`. */
static int find_twice(const uint64_t *hashes, size_t count, uint64_t *slots, size_t room,
                      Buffer *again) {
    memset(slots, 0, 2 * room * sizeof *slots); /* a hash and how often it was told */
    for (size_t at = 0; at < count; at++) {
        size_t slot = (size_t)(hashes[at] ^ (hashes[at] >> 29)) & (room - 1);
        while (slots[2 * slot] && slots[2 * slot] != hashes[at]) slot = (slot + 1) & (room - 1);
        if (slots[2 * slot] && !slots[2 * slot + 1]++) {
            int64_t found;
            memcpy(&found, hashes + at, sizeof found);
            if (!put(again, &found, 1)) return -1;
        }
        slots[2 * slot] = hashes[at];
    }
    return 0;
}

static int repeated_in_pass(const Part *parts, size_t count, unsigned bits, uint64_t number,
                            Buffer *again) {
    size_t sizes[PIECES] = {0}, begins[PIECES + 1] = {0}, largest = 0;
#define IN_PASS(hash) ((hash) && (!bits || (hash) >> (64 - bits) == number))
#define PIECE(hash) ((size_t)((hash) >> (58 - bits)) & (PIECES - 1))
    for (size_t at = 0; at < count; at++)
        for (size_t row = 0; row < parts[at].count; row++) {
            uint64_t hash = hash_at(parts + at, row);
            if (IN_PASS(hash)) sizes[PIECE(hash)]++;
        }
    for (size_t piece = 0; piece < PIECES; piece++) {
        begins[piece + 1] = begins[piece] + sizes[piece];
        if (sizes[piece] > largest) largest = sizes[piece];
    }
    size_t room = 16;
    while (room < 2 * largest) room *= 2;
    uint64_t *sorted = malloc((begins[PIECES] + 1) * sizeof *sorted);
    uint64_t *slots = malloc(2 * room * sizeof *slots);
    int outcome = sorted && slots ? 0 : -1;
    memset(sizes, 0, sizeof sizes);
    for (size_t at = 0; at < count && !outcome; at++)
        for (size_t row = 0; row < parts[at].count; row++) {
            uint64_t hash = hash_at(parts + at, row);
            if (IN_PASS(hash)) sorted[begins[PIECE(hash)] + sizes[PIECE(hash)]++] = hash;
        }
    for (size_t piece = 0; piece < PIECES && !outcome; piece++)
        outcome = find_twice(sorted + begins[piece], sizes[piece], slots, room, again);
    free(sorted);
    free(slots);
    return outcome;
}

static PyObject *repeated(PyObject *Py_UNUSED(module), PyObject *given) {
    PyObject *held = PySequence_Tuple(given), *result = NULL;
    if (!held) return NULL;
    size_t count = (size_t)PyTuple_Size(held), total = 0, opened = 0;
    Part *parts = calloc(count + 1, sizeof *parts);
    Py_buffer *views = calloc(count + 1, sizeof *views);
    Buffer again = {0};
    int outcome = parts && views ? 0 : -1;
    for (; opened < count && !outcome; opened++) {
        PyObject *part = PyTuple_GetItem(held, (Py_ssize_t)opened);
        if (PyObject_GetBuffer(part, views + opened, PyBUF_SIMPLE) < 0) goto done;
        parts[opened] = (Part){views[opened].buf, (size_t)views[opened].len / 8};
        total += parts[opened].count;
    }
    unsigned bits = 0; /* passes bound the memory that is needed at a time */
    while (bits < 16 && total >> bits > 1 << 20) bits++;
    Py_BEGIN_ALLOW_THREADS
    for (uint64_t number = 0; !outcome && number < (uint64_t)1 << bits; number++)
        outcome = repeated_in_pass(parts, count, bits, number, &again);
    Py_END_ALLOW_THREADS
    if (outcome)
        PyErr_NoMemory();
    else
        result = as_bytes(&again);
done:
    while (opened) PyBuffer_Release(views + --opened);
    free(again.data);
    free(parts);
    free(views);
    Py_DECREF(held);
    return result;
}

/* ---- the module -------------------------------------------------------------------------- */

static PyObject *hash_of(PyObject *Py_UNUSED(module), PyObject *text) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(text, &data, &size) < 0) return NULL;
    return PyLong_FromUnsignedLongLong(hash_bytes((const uint8_t *)data, (size_t)size));
}

static PyMethodDef module_methods[] = {
    {"hash_of", hash_of, METH_O, "The hash of a key, as a sieve has it."},
    {"repeated", repeated, METH_O, "The hashes that are in some arrays of them more than once."},
    {NULL, NULL, 0, NULL}};
static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_native", "The native sieve.", -1, module_methods, NULL, NULL, NULL,
    NULL};

static int draw_secret(void) {
    PyObject *os = PyImport_ImportModule("os");
    PyObject *drawn = os ? PyObject_CallMethod(os, "urandom", "n", (Py_ssize_t)sizeof secret) : NULL;
    char *data;
    Py_ssize_t size;
    int outcome = drawn ? PyBytes_AsStringAndSize(drawn, &data, &size) : -1;
    if (!outcome) {
        memcpy(secret, data, sizeof secret);
        for (int at = 0; at < 4; at++) secret[at] |= 1;
    }
    Py_XDECREF(drawn);
    Py_XDECREF(os);
    return outcome;
}

PyMODINIT_FUNC PyInit__native(void) {
    find_paths();
    if (draw_secret() < 0) return NULL;
    PyObject *module = PyModule_Create(&module_def), *names = NULL;
    text_set_type = (PyTypeObject *)PyType_FromSpec(&text_set_spec);
    PyObject *sieve_type = PyType_FromSpec(&sieve_spec);
    size_t count = 0;
    while (count < 4 && paths[count].name) count++;
    names = PyTuple_New((Py_ssize_t)count);
    for (size_t at = 0; names && at < count; at++) {
        PyObject *name = PyUnicode_FromString(paths[at].name);
        if (!name || PyTuple_SetItem(names, (Py_ssize_t)at, name) < 0) Py_CLEAR(names);
    }
    if (!module || !text_set_type || !sieve_type || !names ||
        PyModule_AddObjectRef(module, "TextSet", (PyObject *)text_set_type) < 0 ||
        PyModule_AddObjectRef(module, "Sieve", sieve_type) < 0 ||
        PyModule_AddObjectRef(module, "PATHS", names) < 0)
        Py_CLEAR(module);
    Py_XDECREF(sieve_type);
    Py_XDECREF(names);
    return module;
}
