namespace Viml.Engine.Kernels;

/// <summary>
/// The weight gradient of a convolution with stride 1. It is the product of the patch matrix with the output's gradient over all positions;
/// the patch matrix is read as shifted views of a padded image (<see cref="PaddedPlanes"/>), the gradient is packed by position once per
/// image.
/// </summary>
/// <remarks>
/// A few images are prepared together, then threads share out the kernel elements, each adding image after image in order: the result is
/// the same for any number of threads, and no partial sums have to be kept.
/// </remarks>
internal static unsafe class DirectWeightGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Rows = MicroKernel<TLanes, TVector>.CorrelationRows;

    // Positions per pass: the packed gradient under a tile (256 x 16 floats) stays in the first-level cache.
    private const int MaximumDepth = 256;

    // Floats of prepared images held at a time (4 MB), if one image is not larger already.
    private const long GroupLength = 1 << 20;
    private const int ChannelsPerJob = 16;

    /// <summary>Adds to <paramref name="weightGradient"/>.</summary>
    public static void Add(in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient)
    {
        var columns = MicroKernel<TLanes, TVector>.Columns;
        var planes = new PaddedPlanes(shape);
        var outputPanels = (shape.OutputChannels + columns - 1) / columns;
        var patchPanels = (shape.Patch + Rows - 1) / Rows;
        var gradientLength = (long)outputPanels * columns * planes.Positions;
        var group = (int)Math.Clamp(GroupLength / (planes.Length + gradientLength), 1, shape.Batch);
        var tableLength = (long)patchPanels * Rows * sizeof(nint) / sizeof(float);
        var sumLength = (long)patchPanels * Rows * outputPanels * columns;
        using var scratch = new Scratch(tableLength + sumLength + group * (gradientLength + planes.Length));
        var job = new Job
        {
            Shape = shape,
            Planes = planes,
            Input = input,
            OutputGradient = outputGradient,
            WeightGradient = weightGradient,
            Sums = scratch.Pointer,
            Gradient = scratch.Pointer + sumLength,
            Offsets = (nint*)(scratch.Pointer + sumLength + group * gradientLength),
            Padded = scratch.Pointer + sumLength + group * gradientLength + tableLength,
            OutputPanels = outputPanels,
            PatchPanels = patchPanels,
            ChannelJobs = (shape.InputChannels + ChannelsPerJob - 1) / ChannelsPerJob,
            PanelsPerJob = Math.Clamp(patchPanels / (4 * Parallelism.Threads), 1, 16),
        };
        new Span<float>(job.Sums, checked((int)sumLength)).Clear();
        for (var element = 0; element < patchPanels * Rows; element++)
            job.Offsets[element] = element < shape.Patch ? planes.Offset(element) : 0;
        for (job.FirstImage = 0; job.FirstImage < shape.Batch; job.FirstImage += group)
        {
            job.Images = Math.Min(group, shape.Batch - job.FirstImage);
            Parallelism.For(job.Images * (job.ChannelJobs + outputPanels), &Prepare, &job);
            Parallelism.For((patchPanels + job.PanelsPerJob - 1) / job.PanelsPerJob, &Compute, &job);
        }
        Parallelism.For(shape.OutputChannels, &Deliver, &job);
    }

    private static void Prepare(void* state, int index)
    {
        var job = (Job*)state;
        ref readonly var shape = ref job->Shape;
        var (image, part) = Math.DivRem(index, job->ChannelJobs + job->OutputPanels);
        if (part < job->ChannelJobs)
        {
            var source = job->Input + (job->FirstImage + image) * (nint)shape.InputChannels * shape.InputHeight * shape.InputWidth;
            job->Planes.Fill(
                source, job->Padded + image * (nint)job->Planes.Length, part * ChannelsPerJob,
                Math.Min((part + 1) * ChannelsPerJob, shape.InputChannels));
            return;
        }
        PackGradient(*job, image, part - job->ChannelJobs);
    }

    // [position, output channels of one panel]; positions without an output and channels beyond the last are zeros.
    private static void PackGradient(in Job job, int image, int panel)
    {
        ref readonly var shape = ref job.Shape;
        int height = shape.OutputHeight, width = shape.OutputWidth, pitch = job.Planes.Pitch,
            columns = MicroKernel<TLanes, TVector>.Columns;
        var channels = Math.Min(columns, shape.OutputChannels - panel * columns);
        var source = job.OutputGradient + ((nint)(job.FirstImage + image) * shape.OutputChannels + panel * columns) * height * width;
        var target = job.GradientPanel(image, panel);
        if (channels < columns)
            new Span<float>(target, job.Planes.Positions * columns).Clear();
        for (var row = 0; row < height; row++, source += width, target += (nint)pitch * columns)
        {
            Transposition.Copy(source, height * width, channels, width, target, columns);
            if (row < height - 1)
                new Span<float>(target + (nint)width * columns, (pitch - width) * columns).Clear();
        }
    }

    private static void Compute(void* state, int index)
    {
        var job = (Job*)state;
        var columns = MicroKernel<TLanes, TVector>.Columns;
        var positions = job->Planes.Positions;
        var first = index * job->PanelsPerJob;
        var last = Math.Min(first + job->PanelsPerJob, job->PatchPanels);
        // Long images are cut into passes, short ones taken several at a time.
        var passes = (positions + MaximumDepth - 1) / MaximumDepth;
        var together = Math.Max(1, MaximumDepth / positions);
        for (var image = 0; image < job->Images; image += together)
        {
            var images = Math.Min(together, job->Images - image);
            for (var pass = 0; pass < passes; pass++)
            {
                int start = (int)((long)positions * pass / passes), end = (int)((long)positions * (pass + 1) / passes);
                var padded = job->Padded + image * (nint)job->Planes.Length + start;
                for (var output = 0; output < job->OutputPanels; output++)
                {
                    var gradient = job->GradientPanel(image, output) + (nint)start * columns;
                    for (var patch = first; patch < last; patch++)
                        MicroKernel<TLanes, TVector>.Correlate(new CorrelationTile
                        {
                            Images = images, Depth = end - start, A = padded, Offsets = job->Offsets + patch * Rows,
                            StrideA = (nint)job->Planes.Length, B = gradient, StrideB = job->GradientStride,
                            C = job->Sums + ((nint)patch * Rows * job->OutputPanels + output) * columns, Ldc = job->OutputPanels * columns,
                        });
                }
            }
        }
    }

    private static void Deliver(void* state, int channel)
    {
        var job = (Job*)state;
        var target = job->WeightGradient + (nint)channel * job->Shape.Patch;
        var source = job->Sums + channel;
        var stride = job->OutputPanels * MicroKernel<TLanes, TVector>.Columns;
        for (var element = 0; element < job->Shape.Patch; element++, source += stride)
            target[element] += *source;
    }

    private struct Job
    {
        public ConvolutionShape Shape;
        public PaddedPlanes Planes;
        public float* Input, OutputGradient, WeightGradient, Sums, Gradient, Padded;
        public nint* Offsets;
        public int OutputPanels, PatchPanels, ChannelJobs, PanelsPerJob, FirstImage, Images;

        public readonly nint GradientStride => (nint)OutputPanels * MicroKernel<TLanes, TVector>.Columns * Planes.Positions;

        public readonly float* GradientPanel(int image, int panel) =>
            Gradient + image * GradientStride + (nint)panel * MicroKernel<TLanes, TVector>.Columns * Planes.Positions;
    }
}
