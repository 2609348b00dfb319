"""Products of matrices in the shapes of our layers."""
import numpy
import torch

SHAPES = [(800, 768, 768), (800, 3072, 768), (15360, 256, 256), (15360, 1024, 256), (1024, 1024, 1024)]  # m, n, k


def with_numpy(m, n, k):
    a, b = numpy.random.randn(m, k).astype("f"), numpy.random.randn(k, n).astype("f")
    c = numpy.empty((m, n), "f")
    return lambda: numpy.matmul(a, b, out=c)


def with_torch(m, n, k):
    a, b, c = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    return lambda: torch.mm(a, b, out=c)


CASES = {(f"gemm-{m}x{n}x{k}", library): (lambda make=make, shape=(m, n, k): make(*shape))
         for m, n, k in SHAPES for library, make in (("NumPy", with_numpy), ("PyTorch", with_torch))}
