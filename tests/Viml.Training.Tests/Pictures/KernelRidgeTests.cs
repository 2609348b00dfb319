using System.Numerics.Tensors;
using Viml.Training.Pictures;

namespace Viml.Training.Tests.Pictures;

public sealed class KernelRidgeTests
{
    [Fact]
    public void Pictures_near_a_photograph_are_put_near_its_text()
    {
        // four photographs along two directions; texts that go with the direction
        float[][] pictures = [Unit(10, 1, 0), Unit(10, 2, 0), Unit(0, 1, 10), Unit(0, 2, 10)];
        float[][] targets = [Unit(1, 0), Unit(1, 0.1f), Unit(0, 1), Unit(0.1f, 1)];
        var map = KernelRidge.Fit(pictures, targets, farthest: 1);

        foreach (var (features, wanted) in new[] { (new float[] { 100, 2, 0 }, 0), (new float[] { 0, 2, 100 }, 2) })
        {
            var embedding = new float[2];
            Assert.True(map.Apply(features, embedding)); // squares of features near those of a photograph
            Assert.True(TensorPrimitives.Dot(embedding, targets[wanted]) > 0.9); // beyond it, as distances from the mean are doubled
            Assert.True(TensorPrimitives.Dot(embedding, targets[2 - wanted]) < 0.3);
        }
    }

    [Fact]
    public void Photographs_without_any_order_are_put_nearer_their_own_texts_than_others()
    {
        var random = new Random(1);
        float[][] pictures = [.. Enumerable.Range(0, 7).Select(_ => Unit(Numbers(5)))];
        float[][] targets = [.. Enumerable.Range(0, 7).Select(_ => Unit(Numbers(3)))];
        var map = KernelRidge.Fit(pictures, targets, farthest: 4);

        double own = 0, others = 0;
        for (var i = 0; i < pictures.Length; i++)
        {
            var embedding = new float[3];
            map.Apply([.. pictures[i].Select(value => value * value)], embedding);
            for (var j = 0; j < targets.Length; j++)
            {
                var cosine = TensorPrimitives.Dot(embedding, targets[j]);
                if (i == j) own += cosine / 7;
                else others += cosine / 42;
            }
        }
        Assert.True(own > others + 0.1, $"own {own}, others {others}");

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    private static float[] Unit(params float[] values)
    {
        TensorPrimitives.Divide(values, TensorPrimitives.Norm<float>(values), values);
        return values;
    }
}
