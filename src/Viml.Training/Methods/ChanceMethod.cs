using System.Numerics.Tensors;
using Viml.Models;
using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>Finds music in a random order, which nothing of the query decides.</summary>
internal sealed class ChanceMethod : IMethod
{
    public string Name => "chance";

    public bool TakesText => true;

    public IRetrievalModel Train(MethodRun run) => new Chance(run.Options.Seed);

    private sealed class Chance(int seed) : IRetrievalModel
    {
        private const int QuerySeed = 1, MusicSeed = 2;

        public int Width => 32;

        public float[] EmbedQueries(IReadOnlyList<RetrievalQuery> queries) => Draw(queries.Count, QuerySeed);

        public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => Draw(music.Count, MusicSeed);

        private float[] Draw(int count, int of)
        {
            var random = new Random(Fitting.BatchOrder.HashCode(seed, of));
            var vectors = new float[count * Width];
            for (var row = 0; row < count; row++)
            {
                var vector = vectors.AsSpan(row * Width, Width);
                foreach (ref var value in vector) value = Normal(random);
                TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            }
            return vectors;
        }

        private static float Normal(Random random) =>
            MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
    }
}
