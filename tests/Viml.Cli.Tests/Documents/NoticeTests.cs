using System.Xml.Linq;
using Viml.Testing;

namespace Viml.Cli.Tests.Documents;

public sealed class NoticeTests
{
    [Fact]
    public void The_notice_names_every_package()
    {
        var notice = File.ReadAllText(Path.Combine(TestPaths.Repository, "NOTICE"));
        var packages = XDocument.Load(Path.Combine(TestPaths.Repository, "Directory.Packages.props")).Descendants("PackageVersion");
        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Contains(package.Attribute("Include")!.Value, notice));
    }
}
