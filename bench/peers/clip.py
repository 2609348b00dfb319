"""CLIP ViT-B/32 with random weights: the image tower on 1 and on 16 images, the text tower on 12 tokens in its context of 77."""
import torch
from torch import nn

from networks import cases

CONTEXT, VOCABULARY, JOINT = 77, 49408, 512


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.packed, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.expand, self.contract = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask=None):
        batch, time, width = x.shape
        size = width // self.heads
        q, k, v = (part.reshape(batch, time, self.heads, size).transpose(1, 2) for part in self.packed(self.norms[0](x)).chunk(3, dim=-1))
        scores = q @ k.transpose(-1, -2) * size ** -0.5
        if mask is not None:
            scores = scores + mask
        x = x + self.out((scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, time, width))
        hidden = self.expand(self.norms[1](x))
        return x + self.contract(hidden * torch.sigmoid(1.702 * hidden))


class Images(nn.Module):
    def __init__(self, width=768, heads=12, layers=12, patch=32, size=224):
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, patch, bias=False)
        self.start = nn.Parameter(torch.randn(1, 1, width))
        self.positions = nn.Parameter(torch.randn(1 + (size // patch) ** 2, width))
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.projection = nn.Linear(width, JOINT, bias=False)

    def forward(self, images):
        x = self.patches(images).flatten(2).transpose(1, 2)
        x = self.before(torch.cat([self.start.expand(len(x), -1, -1), x], dim=1) + self.positions)
        for layer in self.layers:
            x = layer(x)
        return self.projection(self.after(x[:, 0]))


class Texts(nn.Module):
    def __init__(self, width=512, heads=8, layers=12):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(VOCABULARY, width), nn.Parameter(torch.randn(CONTEXT, width))
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.after, self.projection = nn.LayerNorm(width), nn.Linear(width, JOINT, bias=False)
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), float("-inf")).triu(1))

    def forward(self, tokens):
        x = self.tokens(tokens) + self.positions
        for layer in self.layers:
            x = layer(x, self.mask)
        return self.projection(self.after(x[torch.arange(len(tokens)), tokens.argmax(-1)]))


def prompt():
    tokens = torch.zeros(1, CONTEXT, dtype=torch.long)
    tokens[0, 0], tokens[0, 1:13], tokens[0, 13] = VOCABULARY - 2, torch.randint(VOCABULARY - 2, (12,)), VOCABULARY - 1
    return Texts(), tokens


NETWORKS = {f"clip-images-{count}": (lambda count=count: (Images(), torch.randn(count, 3, 224, 224))) for count in (1, 16)}
NETWORKS["clip-text-12-tokens"] = prompt
CASES = cases(NETWORKS)
