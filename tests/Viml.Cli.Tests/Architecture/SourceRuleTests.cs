using System.Text.RegularExpressions;
using Viml.Testing;

namespace Viml.Cli.Tests.Architecture;

/// <summary>What only one place of the program may do.</summary>
public sealed partial class SourceRuleTests
{
    [Fact]
    public void Only_the_kernels_have_unsafe_code_and_intrinsics() =>
        Nothing(SourceFile.Matches(UnsafeCode(), "Viml.Engine/Kernels"));

    [Fact]
    public void Only_the_ffmpeg_room_starts_processes() =>
        Nothing(SourceFile.Matches(ProcessStart(), "Viml.Media/Ffmpeg"));

    [Fact]
    public void Only_the_command_line_writes_to_the_console() =>
        Nothing(SourceFile.Matches(ConsoleUse(), "Viml.Cli"));

    [Fact]
    public void Only_the_command_line_reads_the_environment_and_the_working_folder() =>
        Nothing(SourceFile.Matches(EnvironmentUse(), "Viml.Cli"));

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Nothing(SourceFile.Matches(Unfinished()));

    [Fact]
    public void The_entry_point_stays_small()
    {
        var program = SourceFile.All.Single(file => file.RelativePath == "Viml.Cli/Program.cs");
        Assert.InRange(program.Lines.Count, 1, 80);
    }

    [Fact]
    public void Each_file_of_the_commands_folder_is_one_command() =>
        Assert.All(SourceFile.All.Where(file => file.RelativePath.StartsWith("Viml.Cli/Commands/", StringComparison.Ordinal)),
            file => Assert.EndsWith("Command.cs", file.RelativePath, StringComparison.Ordinal));

    [Theory]
    [InlineData("var a = 1; // unsafe", false)]
    [InlineData("/// <summary>unsafe</summary>", false)]
    [InlineData("/* unsafe\n unsafe */ var a = 1;", false)]
    [InlineData("var text = \"unsafe\";", false)]
    [InlineData("var text = @\"a \"\" unsafe\";", false)]
    [InlineData("var letter = '\"'; unsafe { } // \"", true)]
    [InlineData("public static unsafe void Add(float* a)", true)]
    [InlineData("using System.Runtime.Intrinsics.X86;", true)]
    [InlineData("ref var first = ref MemoryMarshal.GetReference(span);", true)]
    [InlineData("var unsafeName = 1;", false)]
    public void The_rules_see_code_and_not_comments(string source, bool breaksTheRule) =>
        Assert.Equal(breaksTheRule, SourceFile.CodeLines(source).Any(UnsafeCode().IsMatch));

    [Fact]
    public void The_rules_look_at_the_whole_program()
    {
        Assert.Contains(SourceFile.All, file => file.RelativePath == "Viml.Cli/Application.cs");
        Assert.Contains(SourceFile.All, file => file.RelativePath.StartsWith("Viml.Engine/Kernels/", StringComparison.Ordinal));
        Assert.NotEmpty(SourceFile.Matches(UnsafeCode()));
        Assert.NotEmpty(SourceFile.Matches(ProcessStart()));
    }

    private static void Nothing(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join("\n", found));

    [GeneratedRegex(@"\bunsafe\b|System\.Runtime\.Intrinsics|\bUnsafe\.|MemoryMarshal\.GetReference")]
    private static partial Regex UnsafeCode();

    [GeneratedRegex(@"\bnew\s+Process\b|(?<![\w.])Process\.Start\b|\bProcessStartInfo\b")]
    private static partial Regex ProcessStart();

    [GeneratedRegex(@"(?<![\w.])(System\.)?Console\.")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(
        @"Environment\.(GetEnvironmentVariable|CurrentDirectory|GetFolderPath|GetCommandLineArgs)|Directory\.GetCurrentDirectory")]
    private static partial Regex EnvironmentUse();

    [GeneratedRegex(@"NotImplementedException")]
    private static partial Regex Unfinished();
}
