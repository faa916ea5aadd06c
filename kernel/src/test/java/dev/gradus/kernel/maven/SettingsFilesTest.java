package dev.gradus.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
  @TempDir Path folder;

  private Path write(String place, String content) throws Exception {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "<settings>" + content + "</settings>");
  }

  private static List<Library> find(MavenSettings settings, String coordinates) throws Exception {
    try (var resolver = new MavenResolver(settings)) {
      return resolver.resolve(
          List.of(Coordinates.parse(coordinates)), new MavenResolver.Watch(_ -> {}, () -> false));
    }
  }

  @Test
  void theUsersFileComesBeforeThatOfMaven() throws Exception {
    write(
        "home/.m2/settings.xml",
        "<mirrors><mirror><id>m</id><url>${env.MIRROR}?a&amp;b</url><mirrorOf>*</mirrorOf></mirror>"
            + "</mirrors><localRepository>${user.home}/own</localRepository>");
    write(
        "maven/conf/settings.xml",
        "<mirrors><mirror><id>m</id><url>no</url></mirror><mirror><id>n</id></mirror></mirrors>"
            + "<offline>true</offline><localRepository>no</localRepository>");
    Files.createDirectories(folder.resolve("maven/bin"));
    Files.writeString(folder.resolve("maven/bin/mvn"), "");
    Files.createDirectories(folder.resolve("path"));
    Files.createSymbolicLink(folder.resolve("path/mvn"), folder.resolve("maven/bin/mvn"));
    var env = Map.of("PATH", folder.resolve("path").toString(), "MIRROR", "http://x");
    Settings read = SettingsFiles.standard(folder.resolve("home"), env).read();
    assertEquals("http://x?a&b", read.getMirrors().getFirst().getUrl());
    assertEquals(2, read.getMirrors().size());
    assertTrue(read.isOffline());
    Path own = Path.of(System.getProperty("user.home"), "own");
    assertEquals(own, MavenSettings.of(folder, read, "").local());
    assertEquals(Path.of("named"), MavenSettings.of(folder, read, "named").local());
    assertEquals(
        folder.resolve(".m2/repository"), MavenSettings.of(folder, new Settings(), "").local());
  }

  @Test
  void aBrokenFileIsNamed() throws Exception {
    Path file = write("home/.m2/settings.xml", "<oops>");
    var files = SettingsFiles.standard(folder.resolve("home"), Map.of());
    var failed = assertThrows(IllegalArgumentException.class, files::read);
    assertTrue(String.valueOf(failed.getMessage()).contains(file.toString()));
  }

  @Test
  void aMirrorTakesThePlaceOfCentral() throws Exception {
    try (var mirror = new TestRepository(folder.resolve("mirror"))) {
      mirror.add("Base", "1.0", "");
      write(
          "home/.m2/settings.xml",
          "<mirrors><mirror><id>m</id><url>%s</url><mirrorOf>central</mirrorOf></mirror></mirrors>"
              .formatted(mirror.url()));
      Settings read = SettingsFiles.standard(folder.resolve("home"), Map.of()).read();
      var settings = new MavenSettings(folder.resolve("local"), "http://127.0.0.1:9/", read);
      assertEquals("1.0", find(settings, "org.test:Base:1.0").getFirst().version());
    }
  }

  @Test
  void repositoriesOfActiveProfilesAreAsked() throws Exception {
    try (var other = new TestRepository(folder.resolve("other"));
        var central = new TestRepository(folder.resolve("central"))) {
      other.add("Base", "1.0", "");
      String profile =
          "<profiles><profile><id>p</id><repositories><repository><id>r</id><url>%s</url>"
              + "</repository></repositories></profile></profiles>";
      write("home/.m2/settings.xml", profile.formatted(other.url()));
      var files = SettingsFiles.standard(folder.resolve("home"), Map.of());
      var local = folder.resolve("local");
      assertThrows(
          MavenException.class,
          () -> find(new MavenSettings(local, central.url(), files.read()), "org.test:Base:1.0"));
      String active = "<activeProfiles><activeProfile>p</activeProfile></activeProfiles>";
      write("home/.m2/settings.xml", profile.formatted(other.url()) + active);
      assertEquals(
          "1.0",
          find(new MavenSettings(local, central.url(), files.read()), "org.test:Base:1.0")
              .getFirst()
              .version());
    }
  }

  @Test
  void credentialsAreSent() throws Exception {
    try (var closed = new TestRepository(folder.resolve("closed"), "me:secret")) {
      closed.add("Base", "1.0", "");
      var local = folder.resolve("local");
      var none = new MavenSettings(local, closed.url());
      assertThrows(MavenException.class, () -> find(none, "org.test:Base:1.0"));
      write(
          "home/.m2/settings.xml",
          "<servers><server><id>central</id><username>me</username><password>secret</password>"
              + "</server></servers>");
      Settings read = SettingsFiles.standard(folder.resolve("home"), Map.of()).read();
      var settings = new MavenSettings(folder.resolve("local2"), closed.url(), read);
      assertEquals("1.0", find(settings, "org.test:Base:1.0").getFirst().version());
    }
  }

  @Test
  void anEncryptedPasswordIsNamedWhereItWouldBeNeeded() throws Exception {
    String encrypted = "{jSMOWnoPFgsHVpMvz5VrIt5kRbzGpI8u+9EF1iFQyJQ=}";
    try (var closed = new TestRepository(folder.resolve("closed"), "me:secret")) {
      closed.add("Base", "1.0", "");
      for (String id : List.of("central", "other")) {
        write(
            "home/.m2/settings.xml",
            "<servers><server><id>%s</id><username>me</username><password>%s</password></server></servers>"
                .formatted(id, encrypted));
        Settings read = SettingsFiles.standard(folder.resolve("home"), Map.of()).read();
        var settings = new MavenSettings(folder.resolve("local-" + id), closed.url(), read);
        var failed = assertThrows(MavenException.class, () -> find(settings, "org.test:Base:1.0"));
        String said = String.valueOf(failed.getMessage());
        String note = "has an encrypted password for server central, which Gradus cannot read";
        assertEquals(id.equals("central"), said.contains(note), said);
        assertFalse(said.contains(encrypted), said);
      }
    }
  }

  @Test
  void rangesAndClassifiers() throws Exception {
    try (var central = new TestRepository(folder.resolve("central"))) {
      central.add("Base", "1.0", "");
      central.add("Base", "1.4", "");
      central.add("Base", "2.0", "");
      TestRepository.jar(
          folder.resolve("central/org/test/Base/2.0/Base-2.0-extra.jar"), "Extra", "2.0");
      var settings = new MavenSettings(folder.resolve("local"), central.url());
      assertEquals("1.4", find(settings, "org.test:Base:[1.0,2.0)").getFirst().version());
      assertEquals("2.0", find(settings, "org.test:Base:LATEST").getFirst().version());
      Library extra = find(settings, "org.test:Base:jar:extra:2.0").getFirst();
      assertTrue(extra.file().endsWith("Base-2.0-extra.jar"), extra.toString());
    }
  }
}
