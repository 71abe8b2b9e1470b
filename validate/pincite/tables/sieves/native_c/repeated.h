/* Hashes that are there twice, among any number of them, in bounded memory. */
#pragma once
#include "texts.h"

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
