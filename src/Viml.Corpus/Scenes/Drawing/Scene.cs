using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Drawing;

/// <summary>
/// One kind of picture. An instance belongs to one shot: it places its objects once from the shot's random stream and then draws any moment
/// as a pure function of time, so that the frame rate does not change what is seen.
/// </summary>
internal abstract class Scene
{
    /// <summary>Draws the whole frame.</summary>
    public abstract void Draw(Canvas canvas, in Moment moment);

    /// <summary>Numbers in [low, high) for <paramref name="count"/> objects.</summary>
    protected static float[] Spread(RandomStream random, int count, double low, double high)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)random.Between(low, high);
        return values;
    }
}

/// <summary>What a scene is asked to draw.</summary>
/// <param name="Time">Seconds of the scene's own time: real time multiplied by the speed of things in the shot.</param>
/// <param name="Pulse">1 on a beat, falling to 0 before the next; already weighted by how much the picture follows the beat.</param>
/// <param name="Palette">The colours of the shot.</param>
internal readonly record struct Moment(float Time, float Pulse, Palette Palette);
