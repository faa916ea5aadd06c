package dev.gradus.kernel.eval.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFilesTest {
  private static final Set<Kind> CLASSES = EnumSet.of(Kind.CLASS);

  @TempDir Path folder;

  private static boolean isEmpty(Iterable<JavaFileObject> files) {
    return !files.iterator().hasNext();
  }

  @Test
  void thePackageOfCellsIsOnNoClassPathAndOthersAre() throws Exception {
    for (String each : List.of("REPL", "other")) {
      Files.createDirectories(folder.resolve(each));
      Files.write(folder.resolve(each).resolve("A.class"), new byte[] {1});
    }
    try (var plain = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        var files = new CellFiles(plain)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(folder));
      assertEquals(
          List.of(folder),
          StreamSupport.stream(
                  files.getLocationAsPaths(StandardLocation.CLASS_PATH).spliterator(), false)
              .toList());
      assertFalse(isEmpty(plain.list(StandardLocation.CLASS_PATH, "REPL", CLASSES, false)));
      assertTrue(isEmpty(files.list(StandardLocation.CLASS_PATH, "REPL", CLASSES, false)));
      assertFalse(isEmpty(files.list(StandardLocation.CLASS_PATH, "other", CLASSES, false)));
    }
  }
}
