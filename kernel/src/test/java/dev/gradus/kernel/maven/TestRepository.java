package dev.gradus.kernel.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// A Maven repository for tests: a folder behind an HTTP server of this machine.
public final class TestRepository implements AutoCloseable {
  private final Path folder;
  private final HttpServer server;

  /// In an empty folder.
  public TestRepository(Path folder) throws IOException {
    this(folder, "");
  }

  /// In an empty folder, for those who know `user:password`; empty for all.
  TestRepository(Path folder, String login) throws IOException {
    String wanted = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
          if (!login.isEmpty()
              && !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
          }
          boolean found = Files.isRegularFile(file);
          byte[] bytes = found ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(found ? 200 : 404, found ? bytes.length : -1);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /// Its address.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /// Adds `org.test:NAME:VERSION`: a class `lib.NAME` whose `name()` says `NAME VERSION`.
  ///
  /// @param needs further `<dependency>` elements
  public void add(String name, String version, String needs) throws IOException {
    Path place = folder.resolve("org/test/" + name + "/" + version);
    Files.createDirectories(place);
    Files.writeString(
        place.resolve(name + "-" + version + ".pom"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>org.test</groupId><artifactId>"
            + name
            + "</artifactId><version>"
            + version
            + "</version><dependencies>"
            + needs
            + "</dependencies></project>");
    jar(place.resolve(name + "-" + version + ".jar"), name, version);
    var versions = new StringBuilder();
    try (var folders = Files.list(place.getParent())) {
      for (Path each : folders.filter(Files::isDirectory).sorted().toList()) {
        versions.append("<version>").append(each.getFileName()).append("</version>");
      }
    }
    Files.writeString(
        place.resolveSibling("maven-metadata.xml"),
        "<metadata><groupId>org.test</groupId><artifactId>"
            + name
            + "</artifactId><versioning><release>"
            + version
            + "</release><versions>"
            + versions
            + "</versions></versioning></metadata>");
  }

  /// A jar with the class `lib.NAME`.
  public static void jar(Path jar, String name, String version) throws IOException {
    Path source = Files.createTempDirectory("lib").resolve(name + ".java");
    Files.writeString(
        source,
        "package lib; public class %s { public static String name() { return \"%s %s\"; } }"
            .formatted(name, name, version));
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, "-d", String.valueOf(source.getParent()), source.toString())
        != 0) {
      throw new IOException("does not compile: " + source);
    }
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("lib/" + name + ".class"));
      out.write(Files.readAllBytes(source.resolveSibling("lib/" + name + ".class")));
    }
  }

  /// A `<dependency>` element.
  public static String need(String name, String version, String scope) {
    return "<dependency><groupId>org.test</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope></dependency>"
        .formatted(name, version, scope);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
