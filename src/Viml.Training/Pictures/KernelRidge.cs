using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Models.Pictures;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Training.Pictures;

/// <summary>
/// Fits a <see cref="PictureMap"/>: kernel ridge regression with centred kernel and centred targets, whose distances from the mean are then
/// doubled, because the shrinking of the regression would leave all pictures near the mean and so near the same texts.
/// </summary>
internal static class KernelRidge
{
    // chosen by cross-validation over classes; the result changes little around them
    private const double Penalty = 0.2; // in means of the diagonal of the kernel
    private const double Gain = 2;

    /// <summary>Fits a map.</summary>
    /// <param name="pictures">Prepared features (see <see cref="PictureMap.Prepare"/>), one row per photograph.</param>
    /// <param name="targets">The unit vector of the text of each photograph.</param>
    /// <param name="farthest">The squared distance above which nothing is recognised.</param>
    public static PictureMap Fit(IReadOnlyList<float[]> pictures, IReadOnlyList<float[]> targets, double farthest)
    {
        int count = pictures.Count, outputs = targets[0].Length;
        var kernel = Kernel(pictures);
        double[] means = [.. kernel.Select(row => row.Average())], mean = Mean(targets);
        var whole = means.Average();
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                kernel[i][j] += whole - means[i] - means[j];
        var penalty = Penalty * Enumerable.Range(0, count).Average(i => kernel[i][i]);
        for (var i = 0; i < count; i++)
            kernel[i][i] += penalty;
        Factor(kernel);

        var answers = new double[outputs][]; // a column of the targets each
        Parallelism.For(outputs, column =>
        {
            var values = targets.Select(target => target[column] - mean[column]).ToArray();
            Solve(kernel, values);
            TensorPrimitives.Multiply(values, Gain, answers[column] = values);
        });
        var (rows, origin) = (new Tensor(count, outputs), new Tensor(outputs));
        for (var column = 0; column < outputs; column++)
        {
            for (var i = 0; i < count; i++)
                rows.Span[i * outputs + column] = (float)answers[column][i];
            origin.Span[column] = (float)(mean[column] - TensorPrimitives.Dot<double>(means, answers[column]));
        }
        return new PictureMap(
            Tensor.From(pictures.SelectMany(row => row).ToArray(), count, pictures[0].Length), rows, origin, farthest);
    }

    private static double[][] Kernel(IReadOnlyList<float[]> pictures)
    {
        var kernel = new double[pictures.Count][];
        Parallelism.For(kernel.Length, i => kernel[i] =
            [.. pictures.Select(other => Math.Exp(-PictureMap.Sharpness * Math.Pow(TensorPrimitives.Distance(pictures[i], other), 2)))]);
        return kernel;
    }

    private static double[] Mean(IReadOnlyList<float[]> rows)
    {
        var mean = new double[rows[0].Length];
        foreach (var row in rows)
            for (var i = 0; i < mean.Length; i++)
                mean[i] += row[i] / (double)rows.Count;
        return mean;
    }

    /// <summary>Replaces the lower triangle of a positive definite matrix by L of L L^T (Cholesky).</summary>
    private static void Factor(double[][] matrix)
    {
        for (var column = 0; column < matrix.Length; column++)
        {
            var pivotRow = matrix[column];
            var pivot = Math.Sqrt(pivotRow[column] - TensorPrimitives.SumOfSquares<double>(pivotRow.AsSpan(0, column)));
            pivotRow[column] = pivot;
            Parallelism.For(matrix.Length - column - 1, below =>
            {
                var row = matrix[column + 1 + below];
                row[column] = (row[column] - TensorPrimitives.Dot<double>(row.AsSpan(0, column), pivotRow.AsSpan(0, column))) / pivot;
            });
        }
    }

    /// <summary>Solves L L^T x = b in place.</summary>
    private static void Solve(double[][] factor, double[] b)
    {
        for (var i = 0; i < b.Length; i++)
            b[i] = (b[i] - TensorPrimitives.Dot<double>(factor[i].AsSpan(0, i), b.AsSpan(0, i))) / factor[i][i];
        for (var i = b.Length - 1; i >= 0; i--)
        {
            b[i] /= factor[i][i];
            TensorPrimitives.MultiplyAdd(factor[i].AsSpan(0, i), -b[i], b.AsSpan(0, i), b.AsSpan(0, i)); // column i of L^T
        }
    }
}
