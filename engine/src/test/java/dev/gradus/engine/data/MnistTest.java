package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.InterruptedRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A small set of files stands in for MNIST, a server on this machine for its mirrors.
@Timeout(20)
class MnistTest {
  @TempDir Path folder = Path.of("");
  private Path origin = Path.of("");
  private Path cache = Path.of("");
  private final Map<IdxFolder.Part, String> checksums = new EnumMap<>(IdxFolder.Part.class);

  @BeforeEach
  void fill() throws IOException {
    origin = Files.createDirectory(folder.resolve("origin"));
    cache = folder.resolve("cache").resolve("gradus");
    IdxBytes.fill(origin, 3);
    for (var part : IdxFolder.Part.values()) {
      checksums.put(part, IdxFile.unpackedSha256(origin.resolve(part.fileName() + ".gz")));
    }
  }

  private Mnist mnist(Optional<Path> local, URI... mirrors) {
    var download = new Download(Duration.ofSeconds(20), 1 << 20);
    return new Mnist(new DataFolders(local, cache), List.of(mirrors), download, checksums);
  }

  private DatasetPair load(URI... mirrors) {
    return mnist(Optional.empty(), mirrors).load(ProgressListener.NONE);
  }

  private WebServer serving() throws IOException {
    return new WebServer(
        (exchange, file) -> WebServer.send(exchange, Files.readAllBytes(origin.resolve(file))));
  }

  private static void isRight(DatasetPair pair) {
    assertEquals("mnist train: 3 samples of [1, 2, 2], 4 classes", pair.train().toString());
    assertArrayEquals(new int[] {2, 0}, pair.test().labels());
  }

  private List<String> cached() throws IOException {
    try (var files = Files.list(cache.resolve("mnist"))) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void localCopiesNeedNoNetwork() throws IOException {
    isRight(mnist(Optional.of(origin)).load(ProgressListener.NONE));
    var above = Files.createDirectories(folder.resolve("above"));
    Files.move(origin, above.resolve("mnist"));
    isRight(mnist(Optional.of(above)).load(ProgressListener.NONE));
    assertTrue(Files.notExists(cache));
  }

  @Test
  void localCopiesMustBeWholeAndMnist() throws IOException {
    Files.write(
        origin.resolve("t10k-labels-idx1-ubyte.gz"), IdxBytes.packed(IdxBytes.labels(1, 1)));
    var mnist = mnist(Optional.of(origin));
    says(
        () -> mnist.load(ProgressListener.NONE),
        "t10k-labels-idx1-ubyte.gz is a sound IDX file, but not the one of MNIST",
        "Datasets.idx(\"" + origin + "\")");
    Files.delete(origin.resolve("t10k-labels-idx1-ubyte.gz"));
    says(() -> mnist.load(ProgressListener.NONE), "no file t10k-labels-idx1-ubyte");
  }

  @Test
  void fetchesOnceAndKeeps() throws IOException {
    var heard = new ArrayList<String>();
    try (var server = serving()) {
      var mnist = mnist(Optional.empty(), server.uri());
      isRight(mnist.load((file, done, total) -> heard.add(file)));
      assertEquals(4, server.requests());
      isRight(mnist.load(ProgressListener.NONE));
      assertEquals(4, server.requests());
    }
    assertEquals("train-images-idx3-ubyte.gz", heard.getFirst());
    assertEquals(
        List.of(
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz"),
        cached());
    isRight(load());
  }

  @Test
  void fetchesAnewWhatIsSpoilt() throws IOException {
    try (var server = serving()) {
      load(server.uri());
      var file = cache.resolve("mnist").resolve("train-labels-idx1-ubyte.gz");
      Files.write(file, new byte[] {1, 2, 3});
      isRight(load(server.uri()));
      assertEquals(5, server.requests());
    }
  }

  @Test
  void goesOnToTheNextMirror() throws IOException {
    WebServer.Answer faulty =
        (exchange, file) -> {
          byte[] bytes = Files.readAllBytes(origin.resolve(file));
          switch (file) {
            case "train-images-idx3-ubyte.gz" -> WebServer.half(exchange, bytes);
            case "train-labels-idx1-ubyte.gz" -> WebServer.status(exchange, 404);
            case "t10k-images-idx3-ubyte.gz" ->
                WebServer.send(exchange, IdxBytes.packed(IdxBytes.images(2, 2, 2, 9)));
            default -> Thread.sleep(3000);
          }
        };
    try (var bad = new WebServer(faulty);
        var good = serving()) {
      isRight(load(bad.uri(), good.uri()));
      assertEquals(4, cached().size());
    }
  }

  @Test
  void saysWhatWasTriedAndWhatToDo() throws IOException {
    try (var gone = new WebServer((exchange, file) -> WebServer.status(exchange, 404));
        var other =
            new WebServer((exchange, file) -> WebServer.send(exchange, new byte[] {1, 2}))) {
      says(
          () -> load(gone.uri(), other.uri()),
          "MNIST could not be fetched",
          gone.uri() + "train-images-idx3-ubyte.gz: the server answered with HTTP status 404",
          other.uri() + "train-images-idx3-ubyte.gz: what arrived is not the file",
          "GRADUS_DATA",
          "Datasets.digits()");
    }
    assertEquals(List.of(), cached());
  }

  @Test
  void cacheThatCannotBeWritten() throws IOException {
    Files.createDirectories(cache.resolveSibling(""));
    Files.write(cache, new byte[1]);
    says(() -> load(URI.create("http://localhost:1/")), "cannot write to the cache folder", "XDG");
  }

  @Test
  void interruptionLeavesNoPieces() throws IOException {
    try (var server = serving()) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedRunException.class, () -> load(server.uri()));
      assertTrue(Thread.interrupted());
      assertEquals(List.of(), cached());
      isRight(load(server.uri()));
    }
  }

  @Test
  void severalAtOnceDoNotDisturbEachOther() throws Exception {
    try (var server = serving();
        var threads = Executors.newFixedThreadPool(6)) {
      Callable<DatasetPair> load = () -> load(server.uri());
      for (var done : threads.invokeAll(List.of(load, load, load, load, load, load))) {
        isRight(done.get());
      }
    }
    assertEquals(4, cached().size());
  }
}
