/* The class Sieve: what Python gives is checked once, when one is made; then `sift` and `places`. */
#pragma once
#include "records.h"

enum { MAX_CHUNK = 1 << 30 }; /* bytes: places in a chunk fit 32 bits */

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
        size_t left = found.kept[at].size / (2 * sizeof *place); /* 0 where there is no buffer */
        for (; left && !outcome; left--, place += 2)
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

static int read_secret(uint64_t *secret, const char *drawn, Py_ssize_t size) { /* NULL: own */
    if (!drawn) {
        memcpy(secret, own, sizeof(Secret));
        return 0;
    }
    if (size != (Py_ssize_t)sizeof(Secret)) return bad("a secret has 32 bytes");
    memcpy(secret, drawn, sizeof(Secret));
    for (int at = 0; at < 4; at++) secret[at] |= 1;
    return 0;
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
    const char *path, *drawn = NULL;
    Py_ssize_t drawn_size = 0;
    if (!PyArg_ParseTuple(args, "iisO!O!O!pO!O!O!|z#", &delimiter, &quote, &path, &PyTuple_Type,
                          &automata, &PyTuple_Type, &rules, &PyTuple_Type, &missing,
                          &sieve->is_blank_told, &PyTuple_Type, &keys, &PyTuple_Type, &references,
                          &PyTuple_Type, &kept, &drawn, &drawn_size) ||
        read_secret(sieve->secret, drawn, drawn_size) < 0)
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
