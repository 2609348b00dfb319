// One namespace for each way in which a type can use a type of another namespace. FolderRuleTests looks for all of them.

namespace Specimens.Used
{
    internal class Thing : Exception
    {
        public static int Count() => 1;
    }

    internal interface IThing;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class ThingAttribute : System.Attribute;
}

namespace Specimens.Base
{
    internal sealed class User : Used.Thing;
}

namespace Specimens.Interface
{
    internal sealed class User : Used.IThing;
}

namespace Specimens.Attribute
{
    [Used.Thing]
    internal sealed class User;
}

namespace Specimens.Argument
{
    internal sealed class User
    {
        public List<Used.Thing[]>? Things { get; init; }
    }
}

namespace Specimens.Local
{
    internal static class User
    {
        public static bool Use(object something) => something is Used.Thing thing && thing.HResult == 0;
    }
}

namespace Specimens.Call
{
    internal static class User
    {
        public static int Use() => Used.Thing.Count();
    }
}

namespace Specimens.Catch
{
    internal static class User
    {
        public static void Use(Action act)
        {
            try { act(); }
            catch (Used.Thing) { }
        }
    }
}

namespace Specimens.Closure
{
    internal static class User
    {
        public static Func<int> Use(int more) => () => Used.Thing.Count() + more;
    }
}
