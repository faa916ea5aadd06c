package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// All kernels use vectors of one size. The methods of the vector classes have one profile for all
/// their callers: once it has seen two classes of vectors of floats, kernels compiled afterwards
/// allocate every vector that they load.
@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
class OneShapeTest {
  @Test
  void everySpeciesHasTheSizeOfTheWidest() throws IOException, URISyntaxException {
    var root = Path.of(Lanes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var places = new ArrayList<String>();
    int seen = 0;
    try (var files = Files.list(root.resolve("dev/gradus/engine/backend/internal"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var name = file.getFileName().toString().replace(".class", "");
        if (name.equals("package-info")) {
          continue;
        }
        try {
          for (var field :
              Class.forName("dev.gradus.engine.backend.internal." + name).getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == VectorSpecies.class) {
              field.setAccessible(true);
              seen++;
              var species = (VectorSpecies<?>) field.get(null);
              if (species == null || species.vectorShape() != Lanes.F.vectorShape()) {
                places.add(name + "." + field.getName());
              }
            }
          }
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(name, e);
        }
      }
    }
    assertTrue(seen >= 5, "only " + seen + " species found");
    assertEquals(0, places.size(), () -> "vectors of another size: " + places);
  }
}
