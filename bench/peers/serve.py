#!/usr/bin/env python3
"""Times what people would use instead of viml: NumPy on OpenBLAS, PyTorch, torchaudio and faiss.

bench/run starts one such process per number of threads and keeps it for the whole run, so that imports and warm-up are paid once.
One JSON request per line on stdin, one JSON answer per line on stdout:

    {"do": "describe"}                                  -> {"versions": {...}}
    {"do": "prepare", "case": NAME, "peer": LIBRARY}    -> {"ready": true}, or {"ready": false} where there is no such peer
    {"do": "time", "calls": N}                          -> {"wall": seconds, "cpu": seconds} of N calls of the prepared case together
    {"do": "release"}                                   -> {}: the prepared case and its memory are gone

A module here that has a dictionary CASES {(case, library): maker} adds cases; a maker builds the inputs and returns what is timed.
"""
import argparse
import ctypes
import gc
import importlib
import json
import os
import subprocess
import sys
import time

MODULES = ["gemm", "video_music", "musicnn", "clip", "mel", "search"]


def blas():
    """The BLAS that NumPy and PyTorch really loaded, and the processor it multiplies for."""
    with open("/proc/self/maps") as maps:
        files = {os.path.basename(line.split()[-1]) for line in maps if ".so" in line}
    return sorted(f for f in files if "blas" in f or "mkl" in f) + [openblas_core()]


def openblas_core():
    library = ctypes.CDLL("libopenblas.so.0")
    library.openblas_get_corename.restype = ctypes.c_char_p
    return library.openblas_get_corename().decode()


def choose_openblas_core():
    """Old versions of OpenBLAS take new processors for one of 2004, without AVX: then this names the right one."""
    here = os.path.dirname(os.path.abspath(__file__))
    command = [sys.executable, "-c", "import serve; print(serve.openblas_core())"]
    chosen = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True).stdout
    if chosen.strip() == "Prescott":
        with open("/proc/cpuinfo") as processor:
            flags = processor.read().split()
        if "avx2" in flags:
            os.environ["OPENBLAS_CORETYPE"] = "SkylakeX" if "avx512f" in flags else "Haswell"


def describe():
    import faiss
    import numpy
    import torch
    import torchaudio
    numpy.ones((64, 64), "f") @ numpy.ones((64, 64), "f")
    return {"versions": {"Python": sys.version.split()[0], "NumPy": numpy.__version__, "PyTorch": torch.__version__,
                         "torchaudio": torchaudio.__version__, "faiss": faiss.__version__, "BLAS": ", ".join(blas())}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, required=True)
    threads = parser.parse_args().threads
    # Read by OpenBLAS and OpenMP when they are loaded, so before any of the modules.
    choose_openblas_core()
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(threads)
    answers, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not break the protocol
    import faiss
    import torch
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    faiss.omp_set_num_threads(threads)
    makers = {}
    for name in MODULES:
        makers.update(importlib.import_module(name).CASES)

    call = None
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if request["do"] == "describe":
            answer = describe()
        elif request["do"] == "prepare":
            maker = makers.get((request["case"], request["peer"]))
            call = maker() if maker else None
            answer = {"ready": call is not None}
        elif request["do"] == "time":
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(request["calls"]):
                call()
            answer = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        elif request["do"] == "release":
            call = None
            gc.collect()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
