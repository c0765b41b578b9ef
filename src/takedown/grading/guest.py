"""What runs beside the learner's code: loads the file, calls its functions, writes down what came back.

The same code serves in the learner's own process (:mod:`takedown.grading.child`, which sends it this file's text) and
in the process of the tests (plain pytest, the page), so that an answer meets the same rules everywhere. It knows no
test and no expectation. Every reply is bytes: ``v`` and an encoded value, or ``e`` and a JSON object that says what
went wrong; the side that reads a reply believes nothing of it (:func:`takedown.grading.answers.read_reply`).
"""

from __future__ import annotations

import builtins
import json
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.machinery import ModuleSpec

from takedown.grading.codec import CodecError, decode, encode

FRAMES = 1000  # how deep a learner's calls may nest, wherever they run
_TEXT = 300


class Guest:
    """One learner's file as a running module.

    Args:
        source: the text of the file.
        name: the file's name, for messages.
        imports: dotted names of the modules besides the standard library that the exercise allows.
    """

    def __init__(self, source: str, name: str, imports: Iterable[str] = ()) -> None:
        self._source = source
        self._name = name
        self.module = types.ModuleType("answer")
        self.module.__file__ = name
        own = {
            "__import__": _importer(frozenset(imports)),
            "exit": sys.exit,
            "quit": sys.exit,
        }  # not each Python has two
        self.module.__dict__["__builtins__"] = {**vars(builtins), **own}

    def load(self) -> bytes:
        """Run the file from top to bottom; the reply is ``v`` and null, or what went wrong."""
        try:
            code = compile(self._source, self._name, "exec", dont_inherit=True)
        except SyntaxError as error:
            return _problem("syntax", message=error.msg, line=error.lineno, text=error.text or "")
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            return _problem("syntax", message=_say(error), line=None, text="")
        try:
            _with_room(lambda: exec(code, self.module.__dict__))  # noqa: S102  # running the answer is the purpose
        except BaseException as error:  # noqa: BLE001  # whatever a learner's file raises is its result
            return self._raised(error)
        return b"v" + encode(None)

    def call(self, name: str, payload: bytes) -> bytes:  # noqa: PLR0911  # one for each thing that can go wrong
        """Call function ``name`` with the encoded ``[args, kwargs]``; the reply holds what it returned."""
        space = self.module.__dict__
        if name not in space:
            return _problem(
                "missing", names=[key for key, value in list(space.items()) if isinstance(value, types.FunctionType)]
            )
        function = space[name]
        if not callable(function):
            return _problem("not-callable", type=type(function).__name__)
        packed = decode(payload)
        if not isinstance(packed, list):
            return _problem("refused", message="the call could not be read")
        args, kwargs = packed
        try:
            value = _with_room(lambda: function(*args, **kwargs))  # type: ignore[misc, arg-type]
        except BaseException as error:  # noqa: BLE001  # as above
            return self._raised(error)
        try:
            return b"v" + encode(value)
        except CodecError as error:
            return _problem("refused", message=error.what, mend=error.mend)
        except BaseException as error:  # noqa: BLE001  # a container that misbehaves while it is read
            return self._raised(error)

    def _raised(self, error: BaseException) -> bytes:
        line = None
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._name:
                line = trace.tb_lineno
            trace = trace.tb_next
        return _problem("raised", type=type(error).__name__, message=_say(error), line=line)


def _say(error: BaseException) -> str:
    """The text of an exception; asking for it runs the learner's code, so it may fail."""
    try:
        return str(error)
    except BaseException:  # noqa: BLE001  # see above
        return ""


def _problem(kind: str, **details: object) -> bytes:
    """A reply that says what went wrong, its texts cut to a length that fits a message."""
    short: dict[str, object] = {"kind": kind}
    for key, value in details.items():
        if isinstance(value, list):
            short[key] = [str(item)[:60] for item in value[:20]]
        else:
            short[key] = str(value)[:_TEXT] if isinstance(value, str) else value
    return b"e" + json.dumps(short).encode("ascii")


def _with_room(run: Callable[[], object]) -> object:
    """Run something with room for :data:`FRAMES` calls, however deep the caller already stands."""
    frame, depth = sys._getframe(), 0  # noqa: SLF001  # the documented way to count frames
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + FRAMES)
    try:
        return run()
    finally:
        sys.setrecursionlimit(before)


def _importer(imports: frozenset[str]) -> Callable[..., object]:
    """The ``__import__`` of a learner's file: the standard library, and the modules that the exercise names."""
    parents = {name.rpartition(".")[0] for name in imports} | {
        ".".join(name.split(".")[:end]) for name in imports for end in range(1, name.count("."))
    }

    def __import__(  # noqa: A001, N807  # the name that Python looks for
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002  # the names of Python's own
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> object:
        root = name.partition(".")[0]
        if level == 0 and root not in sys.stdlib_module_names and root != "answer":
            wanted = [f"{name}.{item}" for item in fromlist or () if f"{name}.{item}" in imports]
            through = name in parents and len(wanted) == len(fromlist or ())
            if name not in imports and not through:
                allowed = ", ".join(["the standard library", *sorted(imports)])
                raise ModuleNotFoundError(f"no module named {name!r} here; this exercise has {allowed}", name=name)
        return builtins.__import__(name, globals, locals, fromlist or (), level)

    return __import__


class Sources:
    """A finder that serves modules from texts sent along, so that the learner's process needs no folder of ours."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """A spec for the modules that were sent; None for all others."""
        if name not in self._texts:
            return None
        package = any(other.startswith(name + ".") for other in self._texts)
        return ModuleSpec(name, self, is_package=package)  # type: ignore[arg-type]  # duck-typed loader, saves an import

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to Python."""

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the text of a module that was sent."""
        code = compile(self._texts[module.__name__], f"{module.__name__}.py", "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102  # our own modules, read by the judge
