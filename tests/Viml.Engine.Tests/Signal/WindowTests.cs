using Viml.Engine.Signal;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Signal;

public sealed class WindowTests
{
    [Fact]
    public void The_periodic_window_repeats_without_a_double_zero() => Numbers.Near([0, 0.5f, 1, 0.5f], Window.Hann(4), 1e-7f, 0);

    [Fact]
    public void The_symmetric_window_ends_on_zero() => Numbers.Near([0, 0.5f, 1, 0.5f, 0], Window.Hann(5, periodic: false), 1e-7f, 0);

    [Fact]
    public void Lengths_0_and_1_are_windows_too()
    {
        Assert.Empty(Window.Hann(0));
        Assert.Equal([1f], Window.Hann(1));
        Assert.Equal([1f], Window.Hann(1, periodic: false));
    }
}
