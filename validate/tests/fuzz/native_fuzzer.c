/* Fuzz the C of the native sieve by coverage: any tables, keys and bytes, also wrong ones.

   It is the promise of docs/native.md that a wrong table never reads outside of memory; and all sets of
   instructions of the machine say the same. Build and run it as that page says. */

#include "../../pincite/tables/sieves/_native.c"

static PyObject *sieve_class, *set_class, *repeated_function;

typedef struct {
    const uint8_t *at, *end;
} Input;

static unsigned draw(Input *input) { return input->at < input->end ? *input->at++ : 0; }

static PyObject *automaton(Input *input) { /* (next states, accepting states, start, longest) */
    unsigned states = 1 + draw(input) % 6;
    uint16_t next[6 * 256] = {0};
    uint8_t accept[6];
    for (unsigned state = 0; state < states; state++) {
        unsigned kind = draw(input);
        accept[state] = kind & 1;
        for (unsigned change = 0; change < (kind >> 1) % 4; change++) {
            unsigned low = draw(input), high = draw(input), to = draw(input) % 8;
            for (unsigned byte = low; byte <= high; byte++) next[256 * state + byte] = (uint16_t)to;
        }
    }
    return Py_BuildValue("y#y#nn", next, (Py_ssize_t)(512 * states), accept, (Py_ssize_t)states,
                         (Py_ssize_t)(draw(input) % 8), (Py_ssize_t)draw(input));
}

static PyObject *filled_set(Input *input) {
    PyObject *set = PyObject_CallNoArgs(set_class);
    for (unsigned count = draw(input) % 4; set && count; count--) {
        unsigned size = draw(input) % 5;
        if ((size_t)(input->end - input->at) < size) break;
        PyObject *done =
            PyObject_CallMethod(set, "add", "y#", (const char *)input->at, (Py_ssize_t)size);
        input->at += size;
        Py_XDECREF(done);
    }
    return set;
}

static PyObject *keys(Input *input, int has_set) {
    unsigned count = draw(input) % 3;
    PyObject *found = PyTuple_New(count);
    for (unsigned at = 0; at < count; at++) {
        unsigned size = draw(input) % 3;
        PyObject *parts = PyTuple_New(size);
        for (unsigned part = 0; part < size; part++)
            PyTuple_SetItem(parts, part,
                            Py_BuildValue("nl", (Py_ssize_t)(draw(input) % 6),
                                          (long)(draw(input) % 6) - 1));
        PyObject *set = has_set ? filled_set(input) : Py_NewRef(Py_None);
        PyTuple_SetItem(found, at, Py_BuildValue("iNN", (int)(draw(input) & 1), set, parts));
    }
    return found;
}

static PyObject *numbers(Input *input, unsigned count, int below) {
    PyObject *found = PyTuple_New(count);
    for (unsigned at = 0; at < count; at++)
        PyTuple_SetItem(found, at, PyLong_FromLong((long)(draw(input) % 8) - below));
    return found;
}

/* What a sieve says of the bytes and of what it left of them; NULL where it was refused. */
static PyObject *said(PyObject *given, const char *path, const uint8_t *data, size_t size, int last) {
    PyObject *all = PyTuple_New(10), *sieve, *first, *rest = NULL, *places = NULL;
    for (Py_ssize_t at = 0, from = 0; at < 10; at++) {
        if (at == 2)
            PyTuple_SetItem(all, at, PyUnicode_FromString(path));
        else
            PyTuple_SetItem(all, at, Py_NewRef(PyTuple_GetItem(given, from++)));
    }
    sieve = PyObject_CallObject(sieve_class, all);
    Py_DECREF(all);
    if (!sieve) return NULL;
    first = PyObject_CallMethod(sieve, "sift", "y#i", (const char *)data, (Py_ssize_t)size, last);
    if (first) {
        size_t consumed = PyLong_AsSize_t(PyTuple_GetItem(first, 0));
        int64_t wanted[2] = {0, 2};
        if (consumed > size) abort();
        rest = PyObject_CallMethod(sieve, "sift", "y#i", (const char *)data + consumed,
                                   (Py_ssize_t)(size - consumed), 1);
        places = PyObject_CallMethod(sieve, "places", "y#y#i", (const char *)data, (Py_ssize_t)size,
                                     (const char *)wanted, (Py_ssize_t)sizeof wanted, last);
    }
    Py_DECREF(sieve);
    return Py_BuildValue("(NNN)", first ? first : Py_NewRef(Py_None), rest ? rest : Py_NewRef(Py_None),
                         places ? places : Py_NewRef(Py_None));
}

int LLVMFuzzerInitialize(int *count, char ***words) {
    (void)count, (void)words;
    Py_InitializeEx(0);
    PyObject *module = PyInit__native();
    sieve_class = PyObject_GetAttrString(module, "Sieve");
    set_class = PyObject_GetAttrString(module, "TextSet");
    repeated_function = PyObject_GetAttrString(module, "repeated");
    for (int at = 0; at < 4; at++) own[at] = 2 * (uint64_t)at + 1; /* a run can be made again */
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Input input = {data, data + size};
    int last = draw(&input) & 1, has_quote = draw(&input) % 4, blank = draw(&input) & 1;
    unsigned count = 1 + draw(&input) % 3, width = 1 + draw(&input) % 4;
    PyObject *automata = PyTuple_New(count);
    for (unsigned at = 0; at < count; at++) PyTuple_SetItem(automata, at, automaton(&input));
    PyObject *rules = numbers(&input, width, 2), *missing = numbers(&input, width, 0);
    PyObject *own = keys(&input, 0), *references = keys(&input, 1), *kept = keys(&input, 1);
    PyObject *given = Py_BuildValue("iiNNNiNNN", (int)',', has_quote ? '"' : -1, automata, rules,
                                    missing, blank, own, references, kept);
    PyObject *held = PyTuple_GetItem(given, 8);
    PyObject *before = NULL;
    size_t left = (size_t)(input.end - input.at);
    for (size_t at = 0; given && at < 4 && paths[at].name; at++) {
        PyObject *found = said(given, paths[at].name, input.at, left, last);
        if (before && found && PyTuple_Size(held) == 0 &&
            PyObject_RichCompareBool(before, found, Py_EQ) != 1)
            abort(); /* two sets of instructions differ */
        Py_XDECREF(before);
        before = found;
        PyErr_Clear();
    }
    Py_XDECREF(before);
    PyObject *some = Py_BuildValue("(y#y#)", (const char *)data, (Py_ssize_t)(size / 2),
                                   (const char *)data + size / 2, (Py_ssize_t)(size - size / 2));
    PyObject *twice = PyObject_CallFunctionObjArgs(repeated_function, some, NULL);
    Py_XDECREF(twice);
    Py_XDECREF(some);
    Py_XDECREF(given);
    PyErr_Clear();
    return 0;
}
