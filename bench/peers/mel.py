"""Log-mel spectrogram of three minutes at 16 kHz."""
import torch


def log_mel():
    from torchaudio.transforms import AmplitudeToDB, MelSpectrogram
    spectrogram = MelSpectrogram(sample_rate=16000, n_fft=512, hop_length=256, f_min=0.0, f_max=8000.0, n_mels=96)
    decibels, samples = AmplitudeToDB(), torch.randn(180 * 16000)
    return lambda: decibels(spectrogram(samples))


CASES = {("mel-180s", "torchaudio"): log_mel}
