namespace Viml.Media.Ffmpeg;

/// <summary>The stdout of a program as a stream, for readers of text. Reading keeps the idle limit and cancellation of the run.</summary>
internal sealed class ProgramOutputStream(ExternalProgram run) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => run.Read(buffer);
    public override int Read(byte[] buffer, int offset, int count) => run.Read(buffer.AsSpan(offset, count));

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
