#!/usr/bin/env python3
"""Writes english-words.bin: Bloom filters over the single words of WordNet 3.0 and its irregular forms, common words first, then names.

usage: python3 make_english_words.py [FOLDER] > english-words.bin
FOLDER is /usr/share/wordnet by default (Debian: wordnet-base). The licence is in english-words.licence.txt.

A filter: number of words, of hashes and of bytes (int32, little-endian), then the bits. Bit of hash i: (low + i * (high | 1)) mod bits;
low and high are the halves of the 64-bit FNV-1a hash of the word in UTF-8.
"""
import re
import struct
import sys

folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
common, names = set(), set()
for part in ("noun", "verb", "adj", "adv"):
    for line in open(f"{folder}/data.{part}", encoding="utf-8"):
        if line.startswith(" "):
            continue  # the licence
        fields = line.split(" ")
        for word in fields[4:4 + 2 * int(fields[3], 16):2]:
            word = re.sub(r"\([a-z]+\)$", "", word)  # where an adjective may stand
            if re.fullmatch(r"[A-Za-z]{3,}(-[A-Za-z]{3,})*", word):
                (common if word.islower() else names).update(word.lower().split("-"))
    for line in open(f"{folder}/{part}.exc", encoding="utf-8"):
        if re.fullmatch("[a-z]{3,}", line.split(" ")[0]):
            common.add(line.split(" ")[0])


def filter_of(words):
    hashes, size = 11, 2 * len(words)  # 16 bits a word: about one other word in 2,000 is taken for one of these
    bits = bytearray(size)
    for word in words:
        value = 0xCBF29CE484222325
        for byte in word.encode():
            value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        low, high = value & 0xFFFFFFFF, value >> 32 | 1
        for i in range(hashes):
            bit = (low + i * high) % (8 * size)
            bits[bit // 8] |= 1 << bit % 8
    return struct.pack("<3i", len(words), hashes, size) + bytes(bits)


sys.stdout.buffer.write(filter_of(sorted(common)) + filter_of(sorted(names - common)))
