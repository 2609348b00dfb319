using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// y = x W^T + bias for few rows of x: some tokens against the weights of a layer, where reading the weights is most of the work. They are read once, as
/// they lie in memory; the rows of x, packed, are the lanes of the vectors.
/// </summary>
internal static unsafe class ThinGemm
{
    /// <summary>With more rows than this, packing the weights for <see cref="Gemm"/> pays.</summary>
    public const int MaximumRows = 32;

    /// <summary>One product whose arguments are known to be good; a bias of null is none.</summary>
    public static void Multiply(in ThinGemmCall call)
    {
        // Sixteen rows fill two vectors of 256 bits; two of 512 would be half empty.
        switch (Simd.Level)
        {
            case SimdLevel.Vector512 when call.Rows > 2 * Vector256<float>.Count:
                ThinGemm<Lanes512, Vector512<float>>.Multiply(call);
                break;
            case SimdLevel.Vector512 or SimdLevel.Vector256:
                ThinGemm<Lanes256, Vector256<float>>.Multiply(call);
                break;
            case SimdLevel.Portable:
                ThinGemm<Lanes128, Vector128<float>>.Multiply(call);
                break;
            default:
                MultiplyScalar(call);
                break;
        }
    }

    /// <summary>The specification of <see cref="Multiply"/>.</summary>
    private static void MultiplyScalar(in ThinGemmCall call)
    {
        for (var row = 0; row < call.Rows; row++)
        {
            for (var output = 0; output < call.Outputs; output++)
            {
                var sum = 0f;
                for (var i = 0; i < call.Inputs; i++)
                    sum += call.X[(nint)row * call.Inputs + i] * call.Weight[(nint)output * call.Inputs + i];
                call.Write(row, output, sum);
            }
        }
    }
}

/// <summary>The arguments of <see cref="ThinGemm.Multiply"/>: x [rows, inputs], weight [outputs, inputs], bias [outputs], y with rows <c>Ldy</c> apart.</summary>
internal readonly unsafe struct ThinGemmCall(int rows, int outputs, int inputs, float* x, float* weight, float* bias, bool adds, float* y, int ldy)
{
    public readonly int Rows = rows, Outputs = outputs, Inputs = inputs, Ldy = ldy;
    public readonly float* X = x, Weight = weight, Bias = bias, Y = y;
    public readonly bool Adds = adds;

    public void Write(int row, int output, float product)
    {
        var y = Y + (nint)row * Ldy + output;
        *y = product + (Bias is null ? 0 : Bias[output]) + (Adds ? *y : 0);
    }
}

/// <summary>The vector code of <see cref="ThinGemm"/>, compiled once per width.</summary>
internal static unsafe class ThinGemm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Weight rows of a job: long enough to be worth handing out, short enough that no thread waits long for the last.
    private const int OutputsPerJob = 8 * Tile;

    private const int Tile = MicroKernel<TLanes, TVector>.CorrelatedRows;

    private static int Lanes => MicroKernel<TLanes, TVector>.Columns;

    public static void Multiply(in ThinGemmCall call)
    {
        var blocks = (call.Rows + Lanes - 1) / Lanes;
        using var scratch = new Scratch((long)blocks * Lanes * call.Inputs);
        for (var block = 0; block < blocks; block++)
            Pack(call, block * Lanes, scratch.Pointer + (nint)block * Lanes * call.Inputs);
        var work = new Work { Call = call, PackedX = scratch.Pointer, Blocks = blocks };
        Parallelism.For((call.Outputs + OutputsPerJob - 1) / OutputsPerJob, &Compute, &work);
    }

    // [inputs, lanes] of the rows from `first` on, with zeros where there are none.
    private static void Pack(in ThinGemmCall call, int first, float* packed)
    {
        var used = Math.Min(Lanes, call.Rows - first);
        if (used < Lanes)
            new Span<float>(packed, Lanes * call.Inputs).Clear();
        Transposition.Copy(call.X + (nint)first * call.Inputs, call.Inputs, used, call.Inputs, packed, Lanes);
    }

    private static void Compute(void* state, int job)
    {
        var work = (Work*)state;
        ref readonly var call = ref work->Call;
        var products = stackalloc float[Tile * Lanes];
        var offsets = stackalloc nint[Tile];
        var end = Math.Min(call.Outputs, (job + 1) * OutputsPerJob);
        for (var output = job * OutputsPerJob; output < end; output += Tile)
        {
            // The last tile repeats the last row where there are too few.
            for (var i = 0; i < Tile; i++)
                offsets[i] = (nint)Math.Min(i, end - 1 - output) * call.Inputs;
            for (var block = 0; block < work->Blocks; block++)
            {
                new Span<float>(products, Tile * Lanes).Clear();
                MicroKernel<TLanes, TVector>.Correlated(
                    1, call.Inputs, call.Weight + (nint)output * call.Inputs, offsets, 0, work->PackedX + (nint)block * Lanes * call.Inputs, 0, products, Lanes);
                var rows = Math.Min(Lanes, call.Rows - block * Lanes);
                for (var row = 0; row < rows; row++)
                    for (var i = 0; i < Math.Min(Tile, end - output); i++)
                        call.Write(block * Lanes + row, output + i, products[i * Lanes + row]);
            }
        }
    }

    private struct Work
    {
        public ThinGemmCall Call;
        public float* PackedX;
        public int Blocks;
    }
}
