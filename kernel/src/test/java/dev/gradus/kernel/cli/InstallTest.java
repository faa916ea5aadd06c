package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.protocol.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {
  @TempDir Path prefix;
  private final StringWriter out = new StringWriter();

  private int gradus(String... args) {
    var writer = new PrintWriter(out, true);
    return GradusCommand.commandLine().setOut(writer).setErr(writer).execute(args);
  }

  private KernelSpec spec() {
    return new KernelSpec(prefix.resolve("share/jupyter/kernels/gradus"));
  }

  @Test
  void installsACopyThatRunsWithoutAWordOnStderr() throws Exception {
    assertEquals(0, gradus("install", "--no-cache", "--prefix", prefix.toString()), out.toString());
    var json = Json.parse(Files.readString(spec().file()));
    assertEquals("Java (Gradus)", json.get("display_name").getAsString());
    assertEquals("java", json.get("language").getAsString());
    assertEquals("message", json.get("interrupt_mode").getAsString());
    Path launcher = spec().launcher().orElseThrow();
    assertTrue(launcher.startsWith(prefix.resolve("share/gradus")));
    try (var jar = new JarFile(launcher.toFile())) {
      for (String name :
          jar.getManifest().getMainAttributes().getValue("Class-Path").split(" ", -1)) {
        assertTrue(Files.exists(launcher.resolveSibling(name)), name);
      }
    }
    // the same command with another subcommand
    List<String> command = spec().command();
    command.subList(command.indexOf("kernel"), command.size()).clear();
    command.add("doctor");
    Path stdout = prefix.resolve("out");
    Path stderr = prefix.resolve("err");
    var process =
        new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
    var running = process.start();
    assertTrue(running.waitFor(60, TimeUnit.SECONDS));
    assertEquals("", Files.readString(stderr));
    assertTrue(Files.readString(stdout).contains(" bits"), Files.readString(stdout));
  }

  @Test
  void aStartUpCacheIsMadeAndUsed() throws Exception {
    assertEquals(0, gradus("install", "--prefix", prefix.toString()), out.toString());
    Path launcher = spec().launcher().orElseThrow();
    Path cache = launcher.resolveSibling(StartupCache.NAME);
    assertTrue(Files.exists(cache));
    List<String> command = spec().command();
    assertTrue(command.contains("-XX:AOTCache=" + cache));
    command.subList(command.indexOf("kernel"), command.size()).clear();
    command.add(1, "-XX:AOTMode=on"); // refuses to start if the cache does not fit
    command.add("version");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    try (var files = Files.list(launcher.getParent())) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".config")));
    }
  }

  @Test
  void installsTwiceAndUninstalls() throws Exception {
    gradus("install", "--no-cache", "--prefix", prefix.toString());
    Path first = spec().launcher().orElseThrow();
    assertEquals(0, gradus("install", "--no-cache", "--prefix", prefix.toString()));
    assertEquals(first, spec().launcher().orElseThrow());
    assertEquals(0, gradus("uninstall", "--prefix", prefix.toString()));
    assertFalse(Files.exists(spec().folder()));
    assertFalse(Files.exists(first));
    assertEquals(1, gradus("uninstall", "--prefix", prefix.toString()));
  }

  @Test
  void leavesAnotherKernelAlone() throws Exception {
    Files.createDirectories(spec().folder());
    Files.writeString(spec().file(), "{\"argv\":[\"other\"]}");
    assertEquals(1, gradus("install", "--no-cache", "--prefix", prefix.toString()));
    assertEquals(1, gradus("uninstall", "--prefix", prefix.toString()));
    assertEquals(List.of("other"), spec().command());
    assertTrue(out.toString().contains("--replace"));
    assertEquals(0, gradus("install", "--no-cache", "--replace", "--prefix", prefix.toString()));
    assertTrue(spec().ours());
  }

  @Test
  void takesTheNameOfIJavaOnlyWhenToldTo() throws Exception {
    var java = new KernelSpec(prefix.resolve("share/jupyter/kernels/java"));
    Files.createDirectories(java.folder());
    Files.writeString(java.file(), "{\"argv\":[\"ijava\"]}");
    String[] install = {"install", "--no-cache", "--name", "java", "--prefix", prefix.toString()};
    assertEquals(1, gradus(install));
    assertEquals(List.of("ijava"), java.command());
    assertEquals(
        0,
        gradus(Stream.concat(Stream.of(install), Stream.of("--replace")).toArray(String[]::new)));
    assertTrue(java.ours());
    assertEquals(
        "Java", Json.parse(Files.readString(java.file())).get("display_name").getAsString());
  }

  @Test
  void doctorSeesAKernelspecThatHasLostItsParts() throws Exception {
    assertTrue(String.valueOf(DoctorCommand.kernelSpec(spec()).todo()).contains("install"));
    gradus("install", "--no-cache", "--prefix", prefix.toString());
    assertEquals(null, DoctorCommand.kernelSpec(spec()).todo());
    Files.delete(spec().launcher().orElseThrow());
    assertTrue(DoctorCommand.kernelSpec(spec()).found().contains("gone"));
  }

  @Test
  void aSharedInstallationIsReadableByAll() throws Exception {
    assertEquals(0, gradus("install", "--no-cache", "--prefix", prefix.toString()));
    Path application = spec().launcher().orElseThrow().getParent();
    for (Path tree : List.of(application, spec().folder())) {
      try (var files = Files.walk(tree)) {
        for (Path file : files.toList()) {
          var allowed = Files.getPosixFilePermissions(file);
          assertTrue(allowed.contains(PosixFilePermission.OTHERS_READ), file.toString());
          assertTrue(
              !Files.isDirectory(file) || allowed.contains(PosixFilePermission.OTHERS_EXECUTE),
              file.toString());
        }
      }
    }
  }

  @Test
  void placesAreThoseOfJupyter() {
    var own = new UserFolders(Path.of("/d"), Path.of("/j"));
    var place = new InstallPlace();
    assertEquals(Path.of("/j/kernels"), place.folders(Map.of(), own).kernels());
    place.system = true;
    assertEquals(
        new InstallPlace.Folders(
            Path.of("/usr/local/share/gradus"), Path.of("/usr/local/share/jupyter/kernels")),
        place.folders(Map.of(), own));
    assertEquals(
        Path.of("/p/jupyter/kernels"), place.folders(Map.of("PROGRAMDATA", "/p"), own).kernels());
    place.sysPrefix = true;
    assertThrows(IllegalArgumentException.class, () -> place.folders(Map.of(), own));
    place.system = false;
    assertEquals(
        Path.of("/venv/share/jupyter/kernels"),
        place.folders(Map.of("VIRTUAL_ENV", "/venv"), own).kernels());
  }

  @Test
  void foldersFollowTheSystem() {
    Path home = Path.of("/h");
    assertEquals(
        new UserFolders(Path.of("/h/.local/share/gradus"), Path.of("/h/.local/share/jupyter")),
        UserFolders.of(Map.of(), home, "Linux"));
    assertEquals(
        new UserFolders(Path.of("/x/gradus"), Path.of("/j")),
        UserFolders.of(Map.of("XDG_DATA_HOME", "/x", "JUPYTER_DATA_DIR", "/j"), home, "Linux"));
    assertEquals(
        Path.of("/h/Library/Jupyter"), UserFolders.of(Map.of(), home, "Mac OS X").jupyter());
    assertEquals(
        Path.of("/r/jupyter"),
        UserFolders.of(Map.of("APPDATA", "/r"), home, "Windows 11").jupyter());
  }

  @Test
  void logosAreStairs() throws Exception {
    for (int size : new int[] {32, 64}) {
      Path file = prefix.resolve(size + ".png");
      Logo.write(size, file);
      var image = ImageIO.read(file.toFile());
      assertEquals(size, image.getWidth());
      int last = 0;
      for (int step = 0; step < 4; step++) {
        int height = 0;
        for (int y = 0; y < size; y++) {
          height += (image.getRGB(size * (2 * step + 1) / 8, y) >>> 24) > 128 ? 1 : 0;
        }
        assertTrue(height > last, "step " + step);
        last = height;
      }
    }
  }

  @Test
  void unknownCommandIsAnsweredWithTheNearest() {
    assertEquals(2, gradus("instal"));
    assertTrue(out.toString().contains("install"));
  }

  @Test
  void aPrefixThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(prefix.resolve("file"), "");
    assertEquals(1, gradus("install", "--no-cache", "--prefix", file.toString()));
    assertTrue(out.toString().contains("cannot be written below " + file), out.toString());
  }

  @Test
  void doctorSeesAWrongDataFolder() {
    assertNull(DoctorCommand.data(Map.of()).todo());
    assertNull(DoctorCommand.data(Map.of("GRADUS_DATA", prefix.toString())).todo());
    assertNotNull(DoctorCommand.data(Map.of("GRADUS_DATA", prefix + "/none")).todo());
  }
}
