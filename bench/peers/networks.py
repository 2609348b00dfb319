"""Cases that are the forward pass of a network in PyTorch, and the same network as ONNX for ONNX Runtime.

    networks.py CASE FILE      exports the network of a case
"""
import importlib
import sys

import torch

MODULES = ["musicnn", "clip"]


def cases(networks):
    """The cases {(case, "PyTorch"): maker} of networks {case: maker of (network, input)}."""
    return {(case, "PyTorch"): (lambda maker=maker: run_of(*maker())) for case, maker in networks.items()}


def run_of(network, inputs):
    network = network.eval()

    def run():
        with torch.inference_mode():
            network(inputs)

    return run


def export(case, path):
    networks = {}
    for name in MODULES:
        networks.update(importlib.import_module(name).NETWORKS)
    network, inputs = networks[case]()
    torch.onnx.export(network.eval(), inputs, path, opset_version=17, input_names=["input"], output_names=["output"])


if __name__ == "__main__":
    export(*sys.argv[1:])
