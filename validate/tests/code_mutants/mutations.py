"""One small change to the code at a time, by the syntax tree; comments and layout stay as they are.

Changed are comparisons, boolean operators, arithmetic, conditions, numbers, truth values, results,
calls that only have an effect, and the texts that code compares or looks up. Left out is what has
no behaviour to test: annotations, docstrings, the wording of messages, `__all__`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

SWAPS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
METHODS = {"lower", "upper", "strip", "rstrip", "lstrip", "casefold", "dropna"}
MESSAGES = {
    "Issue",
    "CannotRun",
    "ValueError",
    "TypeError",
    "NotUnderstood",
    "add_argument",
    "print",
}


@dataclass(frozen=True)
class Mutation:
    """One change: where it is, and the text that stands there in place of the other."""

    module: str  # path under the source root
    function: str  # its qualified name; empty at the level of the module
    line: int
    start: int  # in bytes
    end: int
    old: str
    new: str
    at_import: bool  # whether it runs when the module is imported, whoever does so first
    context: str  # the line as it was, stripped, with a bar before the changed place

    @property
    def name(self) -> str:
        """What it is, however many lines stand above it."""
        return f"{self.module} {self.function}: {self.context!r}: {self.old!r} -> {self.new!r}"

    def apply(self, source: bytes) -> bytes:
        """The module's text with the change."""
        assert source[self.start : self.end].decode() == self.old
        return source[: self.start] + self.new.encode() + source[self.end :]

    def compiles(self, source: bytes) -> bool:
        """Whether it is Python at all: what is not would be killed by that."""
        try:
            ast.parse(self.apply(source))
        except SyntaxError:
            return False
        return True


def mutations(module: str, source: bytes) -> list[Mutation]:
    """All changes of a module, in order of their places."""
    found = _Finder(module, source)
    found.visit(ast.parse(source))
    unique = {(one.start, one.end, one.new): one for one in found.found if one.old != one.new}
    return [unique[key] for key in sorted(unique)]


class _Finder(ast.NodeVisitor):
    """Collects the changes of a module."""

    def __init__(self, module: str, source: bytes) -> None:
        self.module, self.source = module, source
        self.found: list[Mutation] = []
        self._lines = source.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._scope: list[str] = []
        self._depth = 0  # of functions

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0
        return self._at(node.lineno, node.col_offset), self._at(end_line, end_column)

    def _add(self, start: int, end: int, new: str) -> None:
        line = self.source.count(b"\n", 0, start) + 1
        at = start - self._starts[line - 1]
        text = self._lines[line - 1]
        context = f"{text[:at].decode()}|{text[at:].decode()}".strip()
        old, function = self.source[start:end].decode(), ".".join(self._scope)
        self.found.append(
            Mutation(self.module, function, line, start, end, old, new, not self._depth, context)
        )

    def _swap(self, left: ast.expr, right: ast.expr, operator: ast.AST) -> None:
        """Another operator between two operands."""
        if type(operator) not in SWAPS:
            return
        old, new = SWAPS[type(operator)]
        start, end = self._span(left)[1], self._span(right)[0]
        word = old.replace(" ", r"\s+")
        pattern = rf"\b{word}\b" if old[0].isalpha() else re.escape(old)
        match = re.search(pattern.encode(), self.source[start:end])
        if match is not None:
            self._add(start + match.start(), start + match.end(), new)

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, right, operator in zip(operands, operands[1:], node.ops, strict=False):
            self._swap(left, right, operator)
        for operand in operands:
            self._text(operand)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._swap(left, right, node.op)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not isinstance(node.left, ast.JoinedStr) and not isinstance(node.right, ast.JoinedStr):
            self._swap(node.left, node.right, node.op)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(self._span(node)[0], self._span(node.operand)[0], "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self._span(node)
        if isinstance(node.value, bool):
            self._add(start, end, str(not node.value))
        elif isinstance(node.value, int):
            self._add(start, end, str(node.value + 1))

    def _text(self, node: ast.expr) -> None:
        """Another text, where the code compares it or looks it up."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self._add(*self._span(node), repr(node.value + "~"))

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._text(node.slice)
        self.generic_visit(node)

    def _negate(self, node: ast.If | ast.IfExp | ast.While) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        start, end = self._span(node.test)
        self._add(start, end, f"not ({self.source[start:end].decode()})")
        self.generic_visit(node)

    visit_If = visit_IfExp = visit_While = _negate  # noqa: N815 - as the visitor wants it

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and ast.unparse(node.value) != "None":
            self._add(*self._span(node), "return None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node.value, ast.Call):
            self._add(*self._span(node), "pass")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._add(*self._span(node), "pass")
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._add(*self._span(node), "break")

    def visit_Break(self, node: ast.Break) -> None:
        self._add(*self._span(node), "continue")

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in NAMES and len(node.args) == 1:
            self._add(*self._span(node.func), NAMES[name])
        if attribute in METHODS and isinstance(node.func, ast.Attribute):
            start, end = self._span(node)
            inside = self._span(node.func.value)
            self._add(start, end, self.source[slice(*inside)].decode())
        if attribute in {"get", "startswith", "endswith", "removeprefix", "removesuffix"}:
            for argument in node.args[:1]:
                self._text(argument)
        if name == "zip":  # `strict` is an assertion of our own: what it forbids does not occur
            for argument in node.args:
                self.visit(argument)
            return
        if {name, attribute} & MESSAGES:
            return  # what it says is compared by the tests of messages, not here
        self.generic_visit(node)

    def visit_JoinedStr(self, _: ast.JoinedStr) -> None:
        """Words, most of them; before Python 3.12 the places of what is within are wrong."""

    def visit_Raise(self, _: ast.Raise) -> None:
        """Messages are words."""

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
        ):
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._scope.append(node.name)
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        self._depth += 1
        for statement in node.body:
            self.visit(statement)
        self._depth -= 1
        self._scope.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._scope.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self._scope.pop()
