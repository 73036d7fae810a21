# SPDX-License-Identifier: Apache-2.0
"""Reads the official CEL tests (protobuf text) and writes them as lines of JSON, one test each, for the runner.

    python3 read_suite.py DIRECTORY_OF_TEXTPROTO > tests.ndjson

A line: file, section, name (with `#2` where it occurs again in its section), class (see profile.tsv), expr, container, env (name and
type), bindings, and want (`value`, `type`, `error`). Values: {"int": "3"}, {"double": "0.5"}, {"string": …}, {"bool": …}, {"null": true},
{"list": […]}; {"other": …} for what is outside the profile.
"""

import collections
import json
import pathlib
import re
import sys

TOKEN = re.compile(rb"""\s+|\#[^\n]*|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<word>[-+\w.]+)|(?P<mark>[][{}<>:,;/])""", re.S)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.S)
NAMED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
SCALARS = {"BOOL": "bool", "INT64": "int", "DOUBLE": "double", "STRING": "string"}


def tokens(text):
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"no token at byte {at}")
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match.group(match.lastgroup)
    yield "end", b""


def unescape(quoted):
    def one(match):
        octal, hexadecimal, short, long, other = match.groups()
        if octal or hexadecimal:
            return bytes([int(octal or hexadecimal, 8 if octal else 16)])
        if short or long:
            return chr(int(short or long, 16)).encode()
        return NAMED.get(other, other)

    return ESCAPE.sub(one, quoted[1:-1])


class Reader:
    """A message is a list of (field, value); a value is bytes, a word (str) or a message."""

    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.at = 0

    def take(self, *marks):
        kind, text = self.tokens[self.at]
        if kind == "mark" and text.decode() in marks:
            self.at += 1
            return True
        return False

    def message(self, close=None):
        fields = []
        while self.tokens[self.at][0] != "end":
            if close and self.take(close):
                return fields
            name = self.name()
            self.take(":")
            if self.take("["):
                while not self.take("]"):
                    fields.append((name, self.value()))
                    self.take(",")
            else:
                fields.append((name, self.value()))
            self.take(",", ";")
        if close:
            raise ValueError("a message has no end")
        return fields

    def name(self):
        bracketed = self.take("[")
        text = ""
        while True:
            kind, part = self.tokens[self.at]
            self.at += 1
            if bracketed and part == b"]":
                return text
            text += part.decode()
            if not bracketed:
                return text

    def value(self):
        if self.take("{"):
            return self.message("}")
        if self.take("<"):
            return self.message(">")
        kind, text = self.tokens[self.at]
        if kind == "string":
            whole = b""
            while self.tokens[self.at][0] == "string":
                whole += unescape(self.tokens[self.at][1])
                self.at += 1
            return whole
        if kind != "word":
            raise ValueError(f"no value: {text!r}")
        self.at += 1
        return text.decode()


def fields(message, name):
    return [value for field, value in message if field == name]


def text_of(message, name, default=""):
    found = fields(message, name)
    return found[0].decode() if found else default


def type_of(message):
    kind, inner = message[0]
    if kind == "primitive":
        return SCALARS.get(inner, "other")
    if kind == "null":
        return "null"
    if kind == "list_type":
        return f"list<{type_of(fields(inner, 'elem_type')[0]) if inner else 'other'}>"
    return "other"


def value_of(message):
    kind, inner = message[0]
    if kind == "string_value":
        return {"string": inner.decode()}
    if kind == "bool_value":
        return {"bool": inner == "true"}
    if kind == "null_value":
        return {"null": True}
    if kind in ("int64_value", "double_value"):
        return {kind.split("_")[0].removesuffix("64"): str(int(inner, 0)) if kind == "int64_value" else inner}
    if kind == "list_value":
        return {"list": [value_of(one) for one in fields(inner, "values")]}
    return {"other": kind}


def want_of(test):
    for field, inner in test:
        if field == "value":
            return {"value": value_of(inner)}
        if field == "typed_result":
            want = {"type": type_of(fields(inner, "deduced_type")[0])}
            if fields(inner, "result"):
                want["value"] = value_of(fields(inner, "result")[0])
            return want
        if field in ("eval_error", "any_eval_errors"):
            return {"error": True}
        if field in ("unknown", "any_unknowns"):
            return {"other": field}
    return {"value": {"bool": True}}


def profile():
    classes = {}
    for line in (pathlib.Path(__file__).parent / "profile.tsv").read_text().splitlines():
        if not line.startswith("#"):
            file, section, kind, names = line.split("\t")
            classes.update({(file, section, name): kind for name in names.split("|")})
    return classes


def main():
    classes = profile()
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.textproto")):
        for section in fields(Reader(path.read_bytes()).message(), "section"):
            seen = collections.Counter()
            for test in fields(section, "test"):
                name = text_of(test, "name")
                seen[name] += 1
                name += f"#{seen[name]}" if seen[name] > 1 else ""
                key = (path.stem, text_of(section, "name"), name)
                env = [{"name": text_of(one, "name"), "type": type_of(fields(fields(one, "ident")[0], "type")[0])}
                       for one in fields(test, "type_env") if fields(one, "ident")]
                functions = [{"name": text_of(one, "name"), "parameters": [type_of(p) for p in fields(way, "params")],
                              "result": type_of(fields(way, "result_type")[0])}
                             for one in fields(test, "type_env") for made in fields(one, "function") for way in fields(made, "overloads")]
                bindings = {text_of(one, "key"): value_of(fields(fields(one, "value")[0], "value")[0])
                            for one in fields(test, "bindings") if fields(fields(one, "value")[0], "value")}
                print(json.dumps({"file": key[0], "section": key[1], "name": key[2], "class": classes.get(key, "unlisted"),
                                  "expr": text_of(test, "expr"), "container": text_of(test, "container"), "env": env,
                                  "functions": functions, "bindings": bindings, "want": want_of(test)}))


if __name__ == "__main__":
    main()
