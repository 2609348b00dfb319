"""One training step of ViML as viml does it: four towers of two pre-norm layers, InfoNCE both ways, AdamW."""
import math
import torch
from torch import nn
from torch.nn import functional

WIDTH, HEADS, FEED_FORWARD, LAYERS = 256, 4, 1024, 2


class Stack(nn.Module):
    """Transformer over [class token, steps]; returns the class token."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, FEED_FORWARD, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS, nn.LayerNorm(WIDTH))
        self.token = nn.Parameter(torch.randn(1, 1, WIDTH) * 0.02)

    def forward(self, steps):
        return self.layers(torch.cat([self.token.expand(len(steps), -1, -1), steps], dim=1))[:, 0]


class Sequence(nn.Module):
    """A modality: features to the common width, positions, stack."""

    def __init__(self, width, steps):
        super().__init__()
        self.input, self.stack = nn.Linear(width, WIDTH), Stack()
        self.positions = nn.Parameter(torch.randn(steps, WIDTH) * 0.02)

    def forward(self, features):
        return self.stack(self.input(features) + self.positions)


class Fusion(nn.Module):
    """The tokens of video and text, each marked with its type."""

    def __init__(self):
        super().__init__()
        self.types, self.stack = nn.Parameter(torch.randn(2, WIDTH) * 0.02), Stack()

    def forward(self, video, text):
        return self.stack(torch.stack([video, text], dim=1) + self.types)


def step(batch):
    video, music, text, fusion = Sequence(512, 30), Sequence(256, 10), Sequence(512, 1), Fusion()
    log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
    parameters = [p for part in (video, music, text, fusion) for p in part.parameters()] + [log_scale]
    optimizer = torch.optim.AdamW(parameters, lr=3e-4, weight_decay=0.01)
    frames, sound, words, own = torch.randn(batch, 30, 512), torch.randn(batch, 10, 256), torch.randn(batch, 1, 512), torch.arange(batch)

    def run():
        queries = functional.normalize(fusion(video(frames), text(words)), dim=-1)
        tracks = functional.normalize(music(sound), dim=-1)
        scores = queries @ tracks.T * log_scale.clamp(max=math.log(100)).exp()
        loss = (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()

    return run


CASES = {(f"viml-step-{batch}", "PyTorch"): (lambda batch=batch: step(batch)) for batch in (64, 512)}
