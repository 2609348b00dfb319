"""The ten nearest of many unit vectors by inner product, exactly."""
import faiss
import numpy

WIDTH, FOUND = 256, 10


def flat(rows, queries):
    random = numpy.random.default_rng(0)
    index = faiss.IndexFlatIP(WIDTH)
    for start in range(0, rows, 100_000):
        part = random.standard_normal((min(100_000, rows - start), WIDTH), dtype=numpy.float32)
        faiss.normalize_L2(part)
        index.add(part)
    asked = random.standard_normal((queries, WIDTH), dtype=numpy.float32)
    faiss.normalize_L2(asked)
    return lambda: index.search(asked, FOUND)


CASES = {(f"search-{rows}x{WIDTH}-{queries}", "faiss"): (lambda rows=rows, queries=queries: flat(rows, queries))
         for rows in (100_000, 1_000_000) for queries in (1, 64)}
