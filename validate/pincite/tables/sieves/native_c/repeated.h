/* Hashes that are there twice, among any number of them, in bounded memory. */
#pragma once
#include "texts.h"

enum {
    PASS = 1 << 20, /* hashes that are looked at together; more where there would be too many passes */
    MOST_PASSES = 3, /* as bits: each pass reads all hashes, so their number must not grow with these */
    PIECE = 14, /* as bits, too: hashes of a piece of a pass, small enough for a cache */
    MOST_PIECES = 14
};

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

typedef struct {
    unsigned passes, pieces; /* how many first bits tell the pass, and how many more the piece */
} Bits;

static inline size_t piece_of(uint64_t hash, Bits bits) {
    return (size_t)(hash >> (64 - bits.passes - bits.pieces)) & (((size_t)1 << bits.pieces) - 1);
}

static inline int is_in_pass(uint64_t hash, Bits bits, uint64_t number) {
    return hash && (!bits.passes || hash >> (64 - bits.passes) == number);
}

static int repeated_in_pass(const Part *parts, size_t count, Bits bits, uint64_t number,
                            Buffer *again) {
    size_t pieces = (size_t)1 << bits.pieces, largest = 0, room = 16;
    size_t *sizes = calloc(pieces, sizeof *sizes), *begins = calloc(pieces + 1, sizeof *begins);
    uint64_t *sorted = NULL, *slots = NULL;
    int outcome = -1;
    if (!sizes || !begins) goto done;
    for (size_t at = 0; at < count; at++)
        for (size_t row = 0; row < parts[at].count; row++) {
            uint64_t hash = hash_at(parts + at, row);
            if (is_in_pass(hash, bits, number)) sizes[piece_of(hash, bits)]++;
        }
    for (size_t piece = 0; piece < pieces; piece++) {
        begins[piece + 1] = begins[piece] + sizes[piece];
        if (sizes[piece] > largest) largest = sizes[piece];
    }
    while (room < 2 * largest) room *= 2;
    sorted = malloc((begins[pieces] + 1) * sizeof *sorted);
    slots = malloc(2 * room * sizeof *slots);
    if (!sorted || !slots) goto done;
    outcome = 0;
    memset(sizes, 0, pieces * sizeof *sizes);
    for (size_t at = 0; at < count; at++)
        for (size_t row = 0; row < parts[at].count; row++) {
            uint64_t hash = hash_at(parts + at, row);
            if (!is_in_pass(hash, bits, number)) continue;
            size_t piece = piece_of(hash, bits);
            sorted[begins[piece] + sizes[piece]++] = hash;
        }
    for (size_t piece = 0; piece < pieces && !outcome; piece++)
        outcome = find_twice(sorted + begins[piece], sizes[piece], slots, room, again);
done:
    free(sizes);
    free(begins);
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
    Bits bits = {0, 6}; /* passes bound the memory that is needed at a time */
    while (bits.passes < MOST_PASSES && total >> bits.passes > PASS) bits.passes++;
    while (bits.pieces < MOST_PIECES && total >> (bits.passes + bits.pieces) > 1 << PIECE)
        bits.pieces++;
    Py_BEGIN_ALLOW_THREADS
    for (uint64_t number = 0; !outcome && number < (uint64_t)1 << bits.passes; number++)
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
