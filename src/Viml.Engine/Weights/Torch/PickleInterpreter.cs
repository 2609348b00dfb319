using System.Buffers.Binary;
using System.Globalization;

namespace Viml.Engine.Weights.Torch;

/// <summary>
/// Reads one pickle (protocols 0 to 5) that builds plain containers, storages and tensors, and refuses every other operation by name. It is
/// no general pickle reader: what <see cref="TorchObjects"/> does not name does not exist. Operations: CPython's Lib/pickletools.py.
/// </summary>
internal ref struct PickleInterpreter
{
    private const int LongestGlobal = 1000; // a fault quotes it whole
    private readonly string _path, _part;
    private readonly bool _isScript;
    private readonly List<object?> _stack = [], _memo = [];
    private readonly List<int> _marks = [];
    private PickleArguments _arguments;
    private int _highest;

    /// <param name="path">The file, for errors.</param>
    /// <param name="part">
    /// What in the file the positions of errors count in, such as an entry of an archive; empty for the file itself.
    /// </param>
    /// <param name="origin">The position of the first byte in that part.</param>
    /// <param name="bytes">The pickle; what follows it is not read.</param>
    /// <param name="isScript">Whether classes of TorchScript may be named.</param>
    /// <param name="allowance">What the pickle may cost.</param>
    public PickleInterpreter(string path, string part, long origin, ReadOnlySpan<byte> bytes, bool isScript, Allowance allowance)
    {
        (_path, _part, _isScript) = (path, part, isScript);
        _arguments = new PickleArguments(bytes, origin, allowance);
    }

    /// <summary>The number of bytes read.</summary>
    public readonly int Position => _arguments.Position;

    /// <summary>Reads to the end of the pickle and returns its value.</summary>
    /// <exception cref="WeightFileException">The pickle holds anything but tensors and plain containers, or is damaged.</exception>
    public object? Run()
    {
        while (true)
        {
            try
            {
                var operation = _arguments.Operation();
                if (operation == (byte)'.')
                    return Finish();
                Execute(operation);
                if (_stack.Count > _highest)
                {
                    _arguments.Charge(32 * (_stack.Count - _highest));
                    _highest = _stack.Count;
                }
            }
            catch (PickleFault fault)
            {
                throw new WeightFileException(
                    _path, fault.Expected,
                    $"{fault.Found} at byte {_arguments.Start}{(_part.Length > 0 ? $" of '{_part}'" : "")}");
            }
        }
    }

    private readonly object? Finish() =>
        _stack.Count == 1 && _marks.Count == 0 ? _stack[0] : throw new PickleFault("one value at the end of the pickle", $"{_stack.Count}");

    private void Execute(byte operation)
    {
        switch ((char)operation)
        {
            case '\x80':
                Protocol(_arguments.Byte());
                break;
            case '\x95':
                // A frame is a hint about reading ahead; its length must still be there.
                _arguments.RequireLength(8, "a frame");
                break;
            case '(':
                _arguments.Charge(16);
                _marks.Add(_stack.Count);
                break;
            case '0':
                Peek();
                _stack.RemoveAt(_stack.Count - 1);
                break;
            case '1':
                PopMarked();
                break;
            case '2':
                _stack.Add(Peek());
                break;
            case 'N':
                _stack.Add(null);
                break;
            case '\x88':
                _stack.Add(true);
                break;
            case '\x89':
                _stack.Add(false);
                break;
            case 'K' or 'M' or 'J' or 'I' or 'L' or '\x8a' or 'G' or 'F':
                _arguments.Charge(24);
                _stack.Add(_arguments.Number((char)operation));
                break;
            case 'X' or '\x8c' or '\x8d' or 'V' or 'T' or 'U' or 'S':
                _stack.Add(_arguments.Text((char)operation));
                break;
            case 'B' or 'C' or '\x8e':
                var bytes = _arguments.Block(operation switch { (byte)'B' => 4, (byte)'C' => 1, _ => 8 }, "bytes");
                _arguments.Charge(32 + bytes.Length);
                _stack.Add(bytes.ToArray());
                break;
            case ')' or '\x85' or '\x86' or '\x87' or 't':
                Tuple((char)operation);
                break;
            case ']' or 'l' or 'a' or 'e':
                List((char)operation);
                break;
            case '}' or 'd' or 's' or 'u':
                Dict((char)operation);
                break;
            case 'q' or 'r' or 'p' or '\x94' or 'h' or 'j' or 'g':
                Memo((char)operation);
                break;
            case 'c' or '\x93' or '\x81' or 'R' or 'b' or 'Q':
                Object((char)operation);
                break;
            default:
                throw new PickleFault(TorchObjects.Allowed, $"the pickle operation {PickleOperationNames.Of(operation)}");
        }
    }

    private static void Protocol(byte version)
    {
        if (version > 5)
            throw new PickleFault("a pickle protocol from 0 to 5", $"{version}");
    }

    private void Tuple(char operation)
    {
        var items = operation switch
        {
            ')' => [],
            '\x85' => PopMany(1),
            '\x86' => PopMany(2),
            '\x87' => PopMany(3),
            _ => PopMarked(),
        };
        _arguments.Charge(48);
        _stack.Add(new PickleTuple(items));
    }

    private void List(char operation)
    {
        if (operation is ']' or 'l')
        {
            _arguments.Charge(72);
            var list = new PickleList();
            if (operation == 'l')
                Append(list, PopMarked());
            _stack.Add(list);
            return;
        }

        var items = operation == 'a' ? PopMany(1) : PopMarked();
        Append(Peek() as PickleList ?? throw new PickleFault("a list to append to", TorchObjects.Describe(Peek())), items);
    }

    private readonly void Append(PickleList list, object?[] items)
    {
        _arguments.Charge(24L * items.Length);
        list.Items.AddRange(items);
    }

    private void Dict(char operation)
    {
        if (operation is '}' or 'd')
        {
            _arguments.Charge(104);
            var dict = new PickleDict();
            if (operation == 'd')
                Set(dict, PopMarked());
            _stack.Add(dict);
            return;
        }

        var items = operation == 's' ? PopMany(2) : PopMarked();
        Set(Peek() as PickleDict ?? throw new PickleFault("a dict to set entries of", TorchObjects.Describe(Peek())), items);
    }

    private readonly void Set(PickleDict dict, object?[] items)
    {
        if (items.Length % 2 != 0)
            throw new PickleFault("keys and values in pairs", $"{items.Length} of them");
        _arguments.Charge(48L * items.Length);
        for (var i = 0; i < items.Length; i += 2)
            dict.Entries[TorchObjects.Key(items[i])] = items[i + 1];
    }

    private void Memo(char operation)
    {
        var isPut = operation is 'q' or 'r' or 'p' or '\x94';
        long index = operation switch
        {
            'q' or 'h' => _arguments.Byte(),
            'r' or 'j' => BinaryPrimitives.ReadUInt32LittleEndian(_arguments.Take(4)),
            '\x94' => _memo.Count,
            _ => long.TryParse(_arguments.Line(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1,
        };
        // Picklers number what they remember from 0 on, so a gap is a mistake and a large number costs nothing.
        if (index < 0 || index > _memo.Count || (!isPut && index == _memo.Count))
            throw new PickleFault($"one of the {_memo.Count} remembered values{(isPut ? " or the next" : "")}", $"number {index}");
        if (!isPut)
        {
            _stack.Add(_memo[(int)index]);
        }
        else if (index == _memo.Count)
        {
            _arguments.Charge(24);
            _memo.Add(Peek());
        }
        else
        {
            _memo[(int)index] = Peek();
        }
    }

    private void Object(char operation)
    {
        switch (operation)
        {
            case 'c':
                var module = _arguments.Line();
                PushGlobal(module, _arguments.Line());
                break;
            case '\x93':
                var pair = PopMany(2);
                if (pair is not [string moduleName, string name])
                    throw new PickleFault(
                        "the name of a module and a name in it", $"{TorchObjects.Describe(pair[0])} and {TorchObjects.Describe(pair[1])}");
                PushGlobal(moduleName, name);
                break;
            case '\x81':
                _arguments.Charge(200);
                var construction = PopMany(2);
                _stack.Add(TorchObjects.New(construction[0], construction[1]));
                break;
            case 'R':
                var call = PopMany(2);
                // A tensor, or an OrderedDict, whose pairs take as much again as their list.
                _arguments.Charge(call[1] is PickleTuple { Items: [PickleList pairs] } ? 104 + 96L * pairs.Items.Count : 400);
                _stack.Add(TorchObjects.Call(call[0], call[1]));
                break;
            case 'b':
                var state = PopMany(1)[0];
                _arguments.Charge(state is PickleDict dict ? 96L * dict.Entries.Count : 0);
                TorchObjects.Build(Peek(), state);
                break;
            default:
                _arguments.Charge(96);
                _stack.Add(TorchObjects.Storage(PopMany(1)[0]));
                break;
        }
    }

    private void PushGlobal(string module, string name)
    {
        if (module.Length + name.Length > LongestGlobal)
            throw new PickleFault($"a global of at most {LongestGlobal} characters", $"one of {module.Length + name.Length}");
        _arguments.Charge(100 + 4L * (module.Length + name.Length));
        _stack.Add(TorchObjects.Find(module, name, _isScript));
    }

    private readonly object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private readonly int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    private readonly object?[] PopMany(int count)
    {
        if (_stack.Count - Floor < count)
            throw Underflow();
        _arguments.Charge(24 + 8L * count);
        var items = new object?[count];
        _stack.CopyTo(_stack.Count - count, items, 0, count);
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private readonly object?[] PopMarked()
    {
        if (_marks.Count == 0)
            throw new PickleFault("a mark on the stack", "none");
        var items = PopMany(_stack.Count - _marks[^1]);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    private static PickleFault Underflow() => new("a value on the stack", "none");
}
