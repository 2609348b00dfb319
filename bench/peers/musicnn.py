"""The forward pass of the full MusiCNN on ten windows of 3 s, its batch norms already folded into the convolutions."""
import torch
from torch import nn

from networks import cases


class MusiCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.tall = nn.ModuleList(nn.Conv2d(1, 204, (height, 7), padding=(0, 3)) for height in (67, 38))
        self.long = nn.ModuleList(nn.Conv1d(1, 51, length, padding=length // 2) for length in (129, 65, 33))
        front = 2 * 204 + 3 * 51
        self.middle = nn.ModuleList(nn.Conv1d(channels, 64, 7, padding=3) for channels in (front, 64, 64))
        self.hidden, self.output = nn.Linear(2 * (front + 3 * 64), 200), nn.Linear(200, 50)

    def forward(self, mel):
        bands = mel.mean(dim=2)
        tall = [torch.relu(block(mel)).amax(dim=2) for block in self.tall]
        front = torch.cat(tall + [torch.relu(block(bands)) for block in self.long], dim=1)
        first = torch.relu(self.middle[0](front))
        second = torch.relu(self.middle[1](first)) + first
        third = torch.relu(self.middle[2](second)) + second
        everything = torch.cat([front, first, second, third], dim=1)
        pooled = torch.cat([everything.amax(dim=2), everything.mean(dim=2)], dim=1)
        return self.output(torch.relu(self.hidden(pooled)))


NETWORKS = {"musicnn-10x3s": lambda: (MusiCnn(), torch.randn(10, 1, 96, 188))}
CASES = cases(NETWORKS)
