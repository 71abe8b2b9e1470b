/* Hashes, growing buffers, and sets of texts. */
#pragma once
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- hashes ------------------------------------------------------------------------------ */

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

typedef uint64_t Secret[4];
static Secret own; /* of sets; drawn when the module is loaded: nobody can choose colliding texts */

static uint64_t hash_bytes(const uint64_t *secret, const uint8_t *text, size_t size) { /* never 0 */
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
    uint64_t hash = hash_bytes(own, text, size);
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
    Entry entry = {hash_bytes(own, text, size), begin, size};
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

static PyObject *text_set_update(PyObject *self, PyObject *given) {
    TextSet *set = (TextSet *)self;
    if (Py_TYPE(given) != text_set_type) {
        PyErr_SetString(PyExc_TypeError, "another TextSet is wanted");
        return NULL;
    }
    if (set->is_frozen) {
        PyErr_SetString(PyExc_RuntimeError, "a sieve looks at this set: it may not change");
        return NULL;
    }
    const TextSet *other = (const TextSet *)given;
    const size_t count = set == other ? 0 : count_of(other);
    for (size_t number = 0; number < count; number++) {
        const Entry *entry = (const Entry *)other->entries.data + number;
        if (add_text(set, other->texts.data + entry->begin, entry->size) < 0)
            return PyErr_NoMemory();
    }
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
    {"update", text_set_update, METH_O, "Hold all texts of another set."},
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
