package dev.gradus.kernel.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// The copy of the application that a kernelspec starts: all jars of the class path in a folder
/// named by version and content, and a small jar `gradus.jar` to start it with `java -jar`. Its
/// manifest carries what would otherwise be flags.
final class ApplicationCopy {
  static final String LAUNCHER = LauncherJar.NAME;

  private ApplicationCopy() {}

  /// The class path of this process: jars and folders, also those that a started jar's manifest
  /// names.
  static List<Path> classPath() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isBlank()) {
        collect(Path.of(entry).toAbsolutePath().normalize(), found);
      }
    }
    return List.copyOf(found);
  }

  private static void collect(Path entry, Set<Path> found) throws IOException {
    if (!Files.exists(entry) || !found.add(entry) || Files.isDirectory(entry)) {
      return;
    }
    try (var jar = new JarFile(entry.toFile())) {
      Manifest manifest = jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (more != null) {
        URI base = entry.toUri();
        for (String name : more.trim().split(" +", -1)) {
          collect(Path.of(base.resolve(name)), found);
        }
      }
    }
  }

  /// Copies the class path below the folder and returns the jar to start. A copy that is already
  /// there is kept as it is: kernels may be running on it.
  static Path make(List<Path> classPath, Path folder, String version, String mainClass)
      throws IOException {
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, ".copy");
    try {
      Path lib = Files.createDirectory(work.resolve("lib"));
      List<String> names = new ArrayList<>();
      for (Path entry : classPath) {
        if (entry.endsWith(LAUNCHER)) {
          continue;
        }
        String name = "%02d-%s".formatted(names.size(), jarName(entry));
        if (Files.isDirectory(entry)) {
          pack(entry, Files.newOutputStream(lib.resolve(name)));
        } else {
          Files.copy(entry, lib.resolve(name));
        }
        names.add(name);
      }
      Files.write(
          work.resolve(LAUNCHER),
          LauncherJar.bytes(names.stream().map(name -> "lib/" + name).toList(), mainClass));
      Path target = folder.resolve(version + "-" + digest(work));
      if (!Files.exists(target.resolve(LAUNCHER))) {
        Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
        makeReadable(target);
      }
      return target.resolve(LAUNCHER);
    } finally {
      delete(work);
    }
  }

  static String jarName(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return Files.isDirectory(entry) ? name + ".jar" : name;
  }

  /// A folder of classes as a jar; the same files give the same bytes.
  static void pack(Path folder, OutputStream jar) throws IOException {
    try (var zip = new JarOutputStream(jar);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        var entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static String digest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(
            folder.relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A temporary folder is its maker's alone; an installation for all must be readable by all.
  static void makeReadable(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        File plain = file.toFile();
        if (!plain.setReadable(true, false)
            || (plain.isDirectory() && !plain.setExecutable(true, false))) {
          throw new IOException("cannot make " + file + " readable");
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
