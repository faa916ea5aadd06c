package dev.gradus.kernel.magic.builtin;

import static dev.gradus.kernel.maven.TestRepository.need;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.maven.MavenSettings;
import dev.gradus.kernel.maven.TestRepository;
import dev.gradus.kernel.session.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMagicTest {
  @TempDir Path folder;
  private final Cells cells = new Cells();
  private TestRepository repository;

  @BeforeEach
  void open() throws Exception {
    repository = new TestRepository(folder.resolve("remote"));
    repository.add("Base", "1.0", "");
    repository.add("Base", "2.0", "");
    repository.add("OnlyTests", "1.0", "");
    String needs = need("Base", "1.0", "runtime") + need("OnlyTests", "1.0", "test");
    repository.add("Top", "1.0", needs);
    use(cells);
  }

  private void use(Cells some) {
    var settings = new MavenSettings(folder.resolve("local"), repository.url());
    some.session().attribute(MavenSettings.class, () -> settings);
  }

  @AfterEach
  void close() {
    cells.close();
    repository.close();
  }

  @Test
  void linesBelowSeeTheLibraryAndWhatItNeeds() {
    assertEquals(
        "Top 1.0, Base 1.0",
        cells.eval("%maven org.test:Top:1.0\nimport lib.*;\nTop.name() + \", \" + Base.name()"));
    assertEquals("", cells.outputs().err());
    String said = cells.outputs().updates().getLast();
    assertTrue(said.startsWith("Added 2 jars: ") && said.contains("Base-1.0.jar"), said);
    assertTrue(cells.fail("lib.OnlyTests.name()").message().contains("lib"));
    assertEquals("Base 1.0", cells.eval("lib.Base.name()"));
  }

  @Test
  void twiceAddsNothingAndAnotherVersionIsReported() {
    cells.eval("%maven org.test:Base:1.0");
    cells.eval("%addMavenDependency org.test:Base:1.0");
    assertTrue(cells.outputs().updates().getLast().contains("already there"));
    cells.eval("%maven org.test:Base:2.0");
    String said = cells.outputs().updates().getLast();
    assertTrue(said.contains("org.test:Base stays 1.0") && said.contains("Restart"), said);
    assertEquals(1, cells.session().addedClassPath().size());
    assertEquals("Base 1.0", cells.eval("lib.Base.name()"));
  }

  @Test
  void aLibraryOfTheApplicationKeepsItsVersion() throws Exception {
    String gson = "com.google.code.gson:gson";
    Path place = Files.createDirectories(folder.resolve("remote/com/google/code/gson/gson/1.0"));
    Files.writeString(
        place.resolve("gson-1.0.pom"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>com.google.code.gson</groupId>"
            + "<artifactId>gson</artifactId><version>1.0</version></project>");
    TestRepository.jar(place.resolve("gson-1.0.jar"), "Json", "1.0");
    cells.eval("%maven " + gson + ":1.0");
    String said = cells.outputs().updates().getLast();
    assertTrue(said.contains(gson + " is part of Gradus as 2.") && said.contains("1.0"), said);
    assertEquals(0, cells.session().addedClassPath().size());
  }

  @Test
  void severalAtOnceAndTheNewest() {
    cells.eval("%maven org.test:Base:RELEASE org.test:OnlyTests:1.0");
    assertEquals("Base 2.0", cells.eval("lib.Base.name()"));
    assertEquals("OnlyTests 1.0", cells.eval("lib.OnlyTests.name()"));
  }

  @Test
  void withoutANetworkItTakesWhatIsThere() {
    cells.eval("%maven org.test:Top:1.0");
    repository.close();
    try (var later = new Cells()) {
      use(later);
      assertEquals("Top 1.0", later.eval("%maven org.test:Top:1.0\nlib.Top.name()"));
      var failed = later.fail("%maven org.test:Base:2.0");
      assertTrue(failed.message().contains("org.test:Base:2.0 cannot be downloaded"));
      assertTrue(failed.message().contains(folder.resolve("local").toString()));
    }
  }

  @Test
  void errorsSayWhatToDo() {
    String unknown = cells.fail("%maven org.test:Base:9").message();
    assertTrue(unknown.contains("no org.test:Base:9 in central"), unknown);
    assertTrue(unknown.contains("newest version of org.test:Base is 2.0"), unknown);
    String nobody = cells.fail("%maven org.test:Nobody:1").message();
    assertTrue(nobody.contains("org.test:Nobody:1") && nobody.contains("%mavenRepo"), nobody);
    assertTrue(cells.fail("%maven Base").message().contains("group:artifact:version"));
    assertTrue(cells.fail("%maven").message().contains("name a library"));
    assertEquals("2", cells.eval("1 + 1"));
  }

  @Test
  void aFurtherRepositoryIsAsked() throws Exception {
    try (var other = new TestRepository(folder.resolve("other"))) {
      other.add("Extra", "3.0", "");
      cells.fail("%maven org.test:Extra:3.0");
      assertEquals("", cells.eval("%mavenRepo other " + other.url()));
      assertTrue(cells.eval("%addMavenRepo").contains("other: " + other.url()));
      assertEquals("Extra 3.0", cells.eval("%maven org.test:Extra:3.0\nlib.Extra.name()"));
    }
    assertTrue(cells.fail("%mavenRepo other nonsense").message().contains("no address"));
  }

  @Test
  void aPomsDependenciesAreAdded() throws Exception {
    cells.eval(
        "%%loadFromPOM\n" + need("Base", "2.0", "compile") + need("OnlyTests", "1.0", "test"));
    assertEquals("Base 2.0", cells.eval("lib.Base.name()"));
    assertEquals(1, cells.session().addedClassPath().size());
    Path pom = folder.resolve("pom.xml");
    Files.writeString(
        pom,
        "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>"
            + "<version>1</version><properties><v>1.0</v></properties><dependencies>"
            + need("OnlyTests", "${v}", "test")
            + "</dependencies></project>");
    cells.eval("%loadFromPOM " + pom + " test");
    assertEquals("OnlyTests 1.0", cells.eval("lib.OnlyTests.name()"));
    assertTrue(cells.fail("%%loadFromPOM\n<dependency><oops>").message().contains("no POM"));
    assertTrue(cells.fail("%loadFromPOM nowhere.xml").message().contains("there is no file"));
  }
}
