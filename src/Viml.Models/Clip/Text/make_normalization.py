#!/usr/bin/env python3
"""Writes normalization.txt, the canonical decompositions, compositions and combining classes of Unicode, from Python's unicodedata.

usage: python3 make_normalization.py > normalization.txt
"""
import sys
import unicodedata

print(f"# Unicode {unicodedata.unidata_version}, written by make_normalization.py. = pair that composes, > decomposition only, ^ combining class.")
classes = []
for code in range(sys.maxunicode + 1):
    character = chr(code)
    parts = unicodedata.decomposition(character)
    if parts and not parts.startswith("<"):
        composes = " " in parts and unicodedata.normalize("NFC", unicodedata.normalize("NFD", character)) == character
        print("=" if composes else ">", f"{code:X}", *(f"{int(part, 16):X}" for part in parts.split()))
    combining = unicodedata.combining(character)
    if combining:
        if classes and classes[-1][1:] == [code - 1, combining]:
            classes[-1][1] = code
        else:
            classes.append([code, code, combining])
for first, last, combining in classes:
    print("^", f"{first:X}", f"{last:X}", combining)
