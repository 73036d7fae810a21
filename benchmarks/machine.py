# SPDX-License-Identifier: Apache-2.0
"""What was measured on, with what: a few words that say nothing of whose machine it is."""

import importlib.metadata
import os
import pathlib
import platform
import re

from contestants import PROGRAMS


def processor():
    found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def system():
    release = pathlib.Path("/etc/os-release")
    found = re.search(r'^PRETTY_NAME="(.*)"$', release.read_text(), re.MULTILINE) if release.exists() else None
    return found.group(1) if found else platform.system()


def compiler():
    for path in PROGRAMS.glob("CMakeFiles/*/CMakeCXXCompiler.cmake"):
        text = path.read_text()
        parts = [re.search(rf'set\({name} "(.*?)"\)', text) for name in ("CMAKE_CXX_COMPILER_ID", "CMAKE_CXX_COMPILER_VERSION")]
        if all(parts):
            return " ".join(part.group(1) for part in parts)
    return "an unknown compiler"


def build_type():
    cache = (PROGRAMS / "CMakeCache.txt").read_text()
    return re.search(r"^CMAKE_BUILD_TYPE:[A-Z]+=(.*)$", cache, re.MULTILINE).group(1)


def stay_on_one_core():
    """Everything that is started from here, too. Returns how many there would be."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    return len(cores)


def description(cores):
    packages = ("tianya_rules", "numpy", "polars", "duckdb", "pyarrow")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return (
        f"{processor()}, {cores} cores, of which one is used; {system()}, {compiler()} ({build_type()}),"
        f" Python {platform.python_version()}, {versions}. Load when it began: {os.getloadavg()[0]:.1f}."
    )
