package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.random.Philox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spoilt files of every kind are read, or refused with the one documented exception: nothing else
/// is thrown, nothing takes long, and no length in a file makes memory be taken that the file does
/// not bear out.
class FileFuzzTest {
  private static final long MEMORY = 32L << 20;
  private static final double SECONDS = 5;

  @TempDir Path folder = Path.of("");

  private interface Reading {
    void read(Path path);
  }

  private interface Packing {
    void write(Path path, byte[] bytes) throws IOException;
  }

  /// What is spoilt, how it becomes a file, and how that is read.
  private record Kind(String name, byte[] sound, Packing packing, Reading reading) {
    Kind(String name, byte[] sound, Reading reading) {
      this(name, sound, Files::write, reading);
    }
  }

  /// Only the description is spoilt, in a file that is otherwise sound.
  private Kind description(Safetensors.Content saved) {
    var text = saved.metadata().getOrDefault("gradus.model", "");
    return new Kind(
        "description",
        text.getBytes(StandardCharsets.ISO_8859_1),
        (path, bytes) ->
            Safetensors.write(
                path,
                saved.arrays().values(),
                Map.of("gradus.model", new String(bytes, StandardCharsets.ISO_8859_1))),
        ModelFile::read);
  }

  private List<Kind> kinds() throws IOException {
    var path = folder.resolve("sound");
    var model =
        Model.sequential(
            Shape.of(1, 8, 8),
            conv2d(2, 3).padding(1).initializer(Initializer.uniform(0.5)).named("first"),
            relu(),
            maxPool2d(2).stride(2),
            flatten(),
            dense(3));
    ModelFile.write(
        path,
        model,
        Map.of("state", NamedArray.ofLongs("", Shape.of(2), 1, 2)),
        Map.of("classes", "[\"a\",\"b\",\"c\"]"));
    var saved = Files.readAllBytes(path);
    var description = description(Safetensors.read(path));
    var graph = folder.resolve("graph");
    GraphFileTest.twoInputs().save(graph);
    var shared = folder.resolve("shared");
    GraphFileTest.siamese().save(shared);
    var training = folder.resolve("training");
    var net = Model.input(2).dense(2).seed(1);
    net.train(dev.gradus.engine.train.Rings.points(8, 1)).batchSize(4).steps(3).run();
    TrainingFile.write(training, net, net.trainingState().orElseThrow());
    var cube = Npy.read(Sentences.golden("version1.npy"));
    Npz.writeCompressed(path, List.of(cube, cube.named("b")));
    var packed = Files.readAllBytes(path);
    Npz.write(path, List.of(cube, cube.named("b")));
    return List.of(
        new Kind("model", saved, ModelFile::read),
        description,
        new Kind("training", Files.readAllBytes(training), TrainingFile::read),
        new Kind("graph", Files.readAllBytes(graph), ModelFile::read),
        description(Safetensors.read(graph)),
        description(Safetensors.read(shared)),
        new Kind("safetensors", bytes("kinds.safetensors"), FileFuzzTest::everything),
        new Kind("npy", bytes("fortran-big.npy"), p -> Npy.read(p).toFloats()),
        new Kind("npz packed", packed, p -> Npz.read(p).values().forEach(NamedArray::toFloats)),
        new Kind(
            "npz stored",
            Files.readAllBytes(path),
            p -> Npz.read(p).values().forEach(NamedArray::toFloats)));
  }

  private static void everything(Path path) {
    for (var array : Safetensors.read(path).arrays().values()) {
      array.toFloats();
    }
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Sentences.golden(name));
  }

  @Test
  void twoThousandSpoiltFiles() throws IOException {
    spoil(2_000, 1);
  }

  @Test
  @Tag("full")
  void aHundredThousandSpoiltFiles() throws IOException {
    spoil(100_000, 2);
  }

  private void spoil(int trials, long seed) throws IOException {
    var kinds = kinds();
    var refused = new int[kinds.size()];
    var tried = new int[kinds.size()];
    var path = folder.resolve("spoilt");
    long most = 0;
    double slowest = 0;
    for (var kind : kinds) {
      kind.packing.write(path, kind.sound);
      kind.reading.read(path); // sound, and classes are loaded
    }
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int trial = 0; trial < trials; trial++) {
      int k = trial % kinds.size();
      var spoilt = spoilt(kinds.get(k).sound, new Philox(seed, trial));
      kinds.get(k).packing.write(path, spoilt);
      long before = bean.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      refused[k] += refuses(kinds.get(k), path, seed, trial);
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
      most = Math.max(most, bean.getCurrentThreadAllocatedBytes() - before);
      tried[k]++;
    }
    if (trials > 10_000) {
      for (int k = 0; k < tried.length; k++) {
        System.out.printf("%s: %d spoilt, %d refused%n", kinds.get(k).name, tried[k], refused[k]);
      }
      System.out.printf(Locale.ROOT, "slowest %.3f s, most memory %,d bytes%n", slowest, most);
    }
    assertTrue(slowest < SECONDS, "took " + slowest + " s");
    assertTrue(most < MEMORY, "took " + most + " bytes");
    for (int k = 0; k < tried.length; k++) {
      assertTrue(refused[k] > tried[k] / 3, kinds.get(k).name + ": refused " + refused[k]);
    }
  }

  private static int refuses(Kind kind, Path path, long seed, int trial) {
    try {
      kind.reading.read(path);
      return 0;
    } catch (DataException e) {
      assertTrue(e.getMessage().contains("spoilt") && e.getMessage().endsWith("."), e::toString);
      return 1;
    } catch (Throwable e) {
      throw new AssertionError(kind.name + ", seed " + seed + ", trial " + trial + ": " + e, e);
    }
  }

  // ---- ways to spoil

  private static byte[] spoilt(byte[] sound, Philox random) {
    var bytes = sound.clone();
    for (int n = random.nextInt(3); n >= 0 && bytes.length > 16; n--) {
      int reach = random.nextBoolean() ? Math.min(40, bytes.length) : bytes.length;
      int at = random.nextInt(reach);
      switch (random.nextInt(8)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> bytes = without(bytes, at, 1 + random.nextInt(8));
        case 4 -> bytes = numberChanged(bytes, random);
        case 5 -> bytes = wordsExchanged(bytes, random);
        case 6 -> lengthChanged(bytes, random);
        default -> bytes = doubled(bytes, at, random.nextInt(40));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    return ByteBuffer.allocate(bytes.length - (end - at))
        .put(bytes, 0, at)
        .put(bytes, end, bytes.length - end)
        .array();
  }

  private static byte[] doubled(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    return ByteBuffer.allocate(bytes.length + end - at)
        .put(bytes, 0, end)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  /// A length of 4 or 8 bytes at the start, or where zips keep theirs.
  private static void lengthChanged(byte[] bytes, Philox random) {
    long[] lengths = {0, 1, -1, 7, 1L << 31, 100_000_000, Long.MAX_VALUE, bytes.length, 0xFFFF};
    long length = lengths[random.nextInt(lengths.length)];
    int[] places = {0, 8, 18, 22, 26, bytes.length - 10, bytes.length - 6, bytes.length - 12};
    int at = Math.min(places[random.nextInt(places.length)], bytes.length - 8);
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (random.nextBoolean()) {
      buffer.putLong(at, length);
    } else {
      buffer.putInt(at, (int) length);
    }
  }

  /// A number in the text of the header becomes another.
  private static byte[] numberChanged(byte[] bytes, Philox random) {
    String[] numbers = {
      "0",
      "-1",
      "1",
      "3",
      "2147483647",
      "2147483648",
      "65536",
      "9223372036854775807",
      "99999999999999999999",
      "1.5",
      "1e9",
      "null",
      "true",
      "\"x\"",
      "[]",
      "{}",
      ""
    };
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length());
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    var other = numbers[random.nextInt(numbers.length)];
    var changed = text.substring(0, at) + other + text.substring(end);
    return lengthKept(bytes, text, changed);
  }

  /// Two words of the header change places: names, kinds, offsets.
  private static byte[] wordsExchanged(byte[] bytes, Philox random) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var words = text.substring(0, Math.min(text.length(), 4000)).split("(?<=[,:\\[{])", -1);
    int a = random.nextInt(words.length);
    int b = random.nextInt(words.length);
    var word = words[a];
    words[a] = words[b];
    words[b] = word;
    var rest = text.length() > 4000 ? text.substring(4000) : "";
    return lengthKept(bytes, text, String.join("", words) + rest);
  }

  /// Corrects the length of a safetensors header, so that the change itself is met.
  private static byte[] lengthKept(byte[] bytes, String text, String changed) {
    var out = changed.getBytes(StandardCharsets.ISO_8859_1);
    if (text.length() > 9 && text.charAt(8) == '{' && out.length > 9) {
      var order = ByteOrder.LITTLE_ENDIAN;
      long length = ByteBuffer.wrap(bytes).order(order).getLong();
      ByteBuffer.wrap(out).order(order).putLong(0, length + out.length - bytes.length);
    }
    return out;
  }
}
