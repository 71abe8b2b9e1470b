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

#include "native_c/repeated.h"
#include "native_c/sieve.h"

static PyObject *hash_of(PyObject *Py_UNUSED(module), PyObject *args) {
    PyObject *text;
    const char *drawn = NULL;
    char *data;
    Py_ssize_t drawn_size = 0, size;
    Secret secret;
    if (!PyArg_ParseTuple(args, "S|z#", &text, &drawn, &drawn_size) ||
        PyBytes_AsStringAndSize(text, &data, &size) < 0 ||
        read_secret(secret, drawn, drawn_size) < 0)
        return NULL;
    return PyLong_FromUnsignedLongLong(hash_bytes(secret, (const uint8_t *)data, (size_t)size));
}

static PyMethodDef module_methods[] = {
    {"hash_of", hash_of, METH_VARARGS, "The hash of a key, as a sieve of a secret has it."},
    {"repeated", repeated, METH_O, "The hashes that are in some arrays of them more than once."},
    {NULL, NULL, 0, NULL}};
static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_native", "The native sieve.", -1, module_methods, NULL, NULL, NULL,
    NULL};

static int draw_secret(void) {
    PyObject *os = PyImport_ImportModule("os");
    PyObject *drawn = os ? PyObject_CallMethod(os, "urandom", "n", (Py_ssize_t)sizeof own) : NULL;
    char *data;
    Py_ssize_t size;
    int outcome = drawn ? PyBytes_AsStringAndSize(drawn, &data, &size) : -1;
    if (!outcome) {
        outcome = read_secret(own, data, size);
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
