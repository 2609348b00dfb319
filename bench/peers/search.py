"""The ten nearest of many unit vectors to one query by inner product, exactly."""
import faiss
import numpy

WIDTH, WANTED = 256, 10


def flat(rows):
    random = numpy.random.default_rng(0)
    index = faiss.IndexFlatIP(WIDTH)
    for start in range(0, rows, 100_000):
        part = random.standard_normal((min(100_000, rows - start), WIDTH), dtype=numpy.float32)
        faiss.normalize_L2(part)
        index.add(part)
    query = random.standard_normal((1, WIDTH), dtype=numpy.float32)
    faiss.normalize_L2(query)
    return lambda: index.search(query, WANTED)


CASES = {(f"search-{rows}x{WIDTH}", "faiss"): lambda rows=rows: flat(rows) for rows in (100_000, 1_000_000)}
