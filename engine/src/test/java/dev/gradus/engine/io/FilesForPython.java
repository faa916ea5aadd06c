package dev.gradus.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Writes the files that `golden_io.py check FOLDER` reads, into the folder that the system
/// property `gradus.files-for-python` names. Not part of a normal run: its name does not end with
/// Test.
class FilesForPython {

  @Test
  void write() throws IOException {
    var property = System.getProperty("gradus.files-for-python", "");
    Assumptions.assumeFalse(property.isEmpty(), "gradus.files-for-python is not set");
    var folder = Files.createDirectories(Path.of(property));
    var kinds = Safetensors.read(Sentences.golden("kinds.safetensors"));
    var table = Shape.of(2, 3);
    Safetensors.write(
        folder.resolve("java.safetensors"),
        List.of(
            NamedArray.of("scalar", Shape.of(), 2.5f),
            NamedArray.of("empty", Shape.of(0, 3)),
            NamedArray.of("F32", table, kinds.array("F32").toFloats()),
            NamedArray.ofDoubles("F64", table, kinds.array("F64").toDoubles()),
            NamedArray.ofLongs("I64", table, kinds.array("I64").toLongs()),
            NamedArray.ofInts("I32", table, kinds.array("I32").toInts())),
        kinds.metadata());
    Safetensors.write(
        folder.resolve("again.safetensors"), kinds.arrays().values(), kinds.metadata());
    var arrays = Npz.read(Sentences.golden("packed.npz")).values();
    for (var array : arrays) {
      Npy.write(folder.resolve(array.name() + ".npy"), array);
    }
    Npy.write(folder.resolve("scalar.npy"), Shape.of(), 2.5f);
    Npz.write(folder.resolve("stored.npz"), arrays);
    Npz.writeCompressed(folder.resolve("packed.npz"), arrays);
    Model.input(4).dense(3).save(folder.resolve("model.safetensors"));
    assertEquals(Map.of(), ModelFile.read(folder.resolve("model.safetensors")).arrays());
  }
}
