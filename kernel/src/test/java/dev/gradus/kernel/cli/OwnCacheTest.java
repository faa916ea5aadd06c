package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OwnCacheTest {
  @TempDir Path folder;

  private OwnCache app() throws Exception {
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("jvm.options"), "# no\n-Dx=1\n--add-exports=a/b=c\n");
    return new OwnCache(folder);
  }

  @Test
  void theFolderIsFoundByItsOptions() throws Exception {
    String other = folder.resolve("other.jar") + File.pathSeparator;
    String jar = folder.resolve("lib").resolve("a.jar").toString();
    assertEquals(Optional.empty(), OwnCache.of(other + jar));
    OwnCache app = app();
    assertEquals(Optional.of(app), OwnCache.of(other + jar));
    assertEquals(Optional.empty(), OwnCache.of(""));
  }

  @Test
  void optionsAreThoseOfTheApplicationQuoted() {
    List<String> flags =
        OwnCache.flags(
            List.of("# -x", "--add-exports=a/b=c", " -Dx=1", "--enable-native-access=A"));
    assertEquals(List.of("-Dx=1"), flags);
    List<String> lines = OwnCache.options(flags, Path.of("a b", "c"), Path.of("d"));
    assertEquals("\"-Dx=1\"", lines.getFirst());
    assertTrue(lines.contains("\"-XX:AOTCache=" + Path.of("a b", "c") + "\""), lines.toString());
    assertEquals(List.of("\"-jar\"", "\"d\""), lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void whatIsThereOrBeingMadeIsNotMade() throws Exception {
    OwnCache app = app();
    Path lock = folder.resolve("cache.lock");
    Files.writeString(folder.resolve(OwnCache.OPTIONS), "made");
    assertFalse(app.make());
    assertFalse(Files.exists(folder.resolve(LauncherJar.NAME)));
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertTrue(channel.isOpen());
    }
  }

  @Test
  @Tag("full")
  @Timeout(300)
  void madeFromTheClassPathOfThisProcess() throws Exception {
    OwnCache app = app();
    Files.writeString(folder.resolve("jvm.options"), String.join("\n", KernelSpec.FLAGS));
    for (Path entry : ApplicationCopy.classPath()) {
      Path jar = folder.resolve("lib").resolve(ApplicationCopy.jarName(entry));
      if (Files.isDirectory(entry)) {
        try (var out = Files.newOutputStream(jar)) {
          ApplicationCopy.pack(entry, out);
        }
      } else {
        Files.copy(entry, jar);
      }
    }
    assertTrue(app.make());
    var process =
        new ProcessBuilder(
                InstallCommand.java().toString(), "@" + folder.resolve(OwnCache.OPTIONS), "version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains(GradusVersion.current()), said);
    assertEquals(0, process.waitFor());
    assertTrue(Files.size(folder.resolve(StartupCache.NAME)) > 1 << 20);
  }
}
