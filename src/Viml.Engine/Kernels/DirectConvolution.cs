namespace Viml.Engine.Kernels;

/// <summary>
/// Convolution with stride 1 straight from a padded copy of one image at a time, see <see cref="PaddedPlanes"/>: the rows of the patch
/// matrix are shifted views of that copy, so nothing is unfolded.
/// </summary>
internal static unsafe class DirectConvolution<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Kernel elements per pass: a panel of weights (12 x 512) and the input under a tile share the first-level cache.
    private const int MaximumDepth = 512;

    // Flat positions whose results are kept until the whole inner sum is done, in the second-level cache.
    private const int StripPanels = 32;

    /// <summary>Output = input * weight + bias (may be null), or with <paramref name="add"/> added to the output.</summary>
    public static void Forward(in ConvolutionShape shape, float* input, float* weight, float* bias, float* output, bool add)
    {
        var planes = new PaddedPlanes(shape);
        var depth = shape.Patch;
        var channels = shape.OutputChannels + MicroKernel<TLanes, TVector>.Rows - 1; // the last panel may reach beyond the last channel
        // The table of offsets stands before the weights.
        var tableLength = (long)depth * sizeof(nint) / sizeof(float);
        using var packed = new Scratch(tableLength + (long)channels * depth);
        var job = new Job
        {
            Shape = shape,
            Planes = planes,
            Input = input,
            Bias = bias,
            Output = output,
            Add = add,
            Offsets = (nint*)packed.Pointer,
            Weight = packed.Pointer + tableLength,
            Channels = channels,
        };
        for (var element = 0; element < depth; element++)
            job.Offsets[element] = planes.Offset(element);
        PanelPacking<TLanes, TVector>.Rows(weight, depth, depthFirst: false, shape.OutputChannels, depth, job.Weight);
        // With few images, each is cut into parts so that every thread has work.
        var threads = Parallelism.Threads;
        job.Parts = shape.Batch % threads == 0 || shape.Batch >= 4 * threads ? 1 : Math.Min(threads, job.Panels);
        Parallelism.For(shape.Batch * job.Parts, &ComputePart, &job);
    }

    private static void ComputePart(void* state, int index)
    {
        var job = (Job*)state;
        var (image, part) = Math.DivRem(index, job->Parts);
        ref readonly var planes = ref job->Planes;
        var columns = MicroKernel<TLanes, TVector>.Columns;
        var depth = job->Shape.Patch;
        // Whole vectors are read beyond the last position: a little room behind the image, of zeros.
        var room = columns + job->Shape.KernelWidth;
        var stripColumns = Math.Min(StripPanels, job->Panels) * columns;
        using var scratch = new Scratch(planes.Length + room + (long)job->Channels * stripColumns);
        var sums = scratch.Pointer;
        var padded = sums + (nint)job->Channels * stripColumns;
        planes.Fill(
            job->Input + image * (nint)job->Shape.InputChannels * job->Shape.InputHeight * job->Shape.InputWidth, padded, 0,
            job->Shape.InputChannels);
        new Span<float>(padded + planes.Length, room).Clear();

        var passes = (depth + MaximumDepth - 1) / MaximumDepth;
        var lastPanel = (int)((long)job->Panels * (part + 1) / job->Parts);
        for (var firstPanel = (int)((long)job->Panels * part / job->Parts); firstPanel < lastPanel; firstPanel += StripPanels)
        {
            var panels = Math.Min(StripPanels, lastPanel - firstPanel);
            for (var pass = 0; pass < passes; pass++)
            {
                int start = (int)((long)depth * pass / passes), end = (int)((long)depth * (pass + 1) / passes);
                for (var panel = 0; panel < panels; panel++)
                {
                    for (var channel = 0; channel < job->Shape.OutputChannels;)
                    {
                        var tile = MicroKernel<TLanes, TVector>.TileRows(job->Shape.OutputChannels - channel);
                        MicroKernel<TLanes, TVector>.Multiply(tile, new TileProduct
                        {
                            Depth = end - start, A = job->Weight + (nint)channel * depth + start * tile, RowStride = 1, DepthStride = tile,
                            B = padded + (firstPanel + panel) * columns, Offsets = job->Offsets + start, Beta = pass == 0 ? 0 : 1,
                            C = sums + (nint)channel * stripColumns + panel * columns, Ldc = stripColumns,
                        });
                        channel += tile;
                    }
                }
            }
            Deliver(*job, image, sums, stripColumns, firstPanel * columns, Math.Min(planes.Positions, (firstPanel + panels) * columns));
        }
    }

    // Copies the real positions of from .. to out of the strip.
    private static void Deliver(in Job job, int image, float* sums, int stripColumns, int from, int to)
    {
        int pitch = job.Planes.Pitch, width = job.Shape.OutputWidth, channels = job.Shape.OutputChannels;
        var plane = (nint)job.Shape.OutputHeight * width;
        for (var channel = 0; channel < channels; channel++)
        {
            var source = sums + (nint)channel * stripColumns;
            var target = job.Output + ((nint)image * channels + channel) * plane;
            var bias = job.Bias == null ? 0 : job.Bias[channel];
            for (var row = from / pitch; row * pitch < to; row++)
            {
                var first = Math.Max(from, row * pitch);
                var count = Math.Min(to, row * pitch + width) - first;
                if (count > 0)
                    AddBias(source + first - from, bias, target + (nint)row * width + (first - row * pitch), count, job.Add);
            }
        }
    }

    private static void AddBias(float* source, float bias, float* target, int count, bool add)
    {
        var lanes = TLanes.Broadcast(bias);
        var i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var sum = TLanes.Add(TLanes.Load(source + i), lanes);
            TLanes.Store(add ? TLanes.Add(sum, TLanes.Load(target + i)) : sum, target + i);
        }
        for (; i < count; i++)
            target[i] = source[i] + bias + (add ? target[i] : 0);
    }

    private struct Job
    {
        public ConvolutionShape Shape;
        public PaddedPlanes Planes;
        public float* Input, Weight, Bias, Output;
        public nint* Offsets;
        public bool Add;
        public int Channels, Parts;

        public readonly int Panels => (Planes.Positions + MicroKernel<TLanes, TVector>.Columns - 1) / MicroKernel<TLanes, TVector>.Columns;
    }
}
