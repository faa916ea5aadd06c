package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `%load_model` of layers that a cell defines; see also [SaveMagicTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadModelMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void layersOfOnesOwnAreNamed(@TempDir Path folder) {
    cells.value(
        """
        record Doubled(int units) implements LayerSpec {
            public Layer build(Shape input, Initializers init) {
                var w = init.glorot("w", input.last(), units);
                return Layer.of(x -> x.matmul(w).mul(2), w);
            }
        }
        var own = Model.sequential(Shape.of(3), new Doubled(2));
        """);
    var file = folder.resolve("own.gradus").toString();
    cells.value("%save own {\"" + file + "\"}");
    var without = cells.error("var a = %load_model {\"" + file + "\"}");
    assertTrue(without.contains("Doubled"), without);
    cells.value("var b = %load_model {\"" + file + "\"} --own Doubled.class");
    assertTrue(cells.value("b.toString()").contains("[3] -> [2]"));
    var wrong = cells.error("var c = %load_model {\"" + file + "\"} --own 3");
    assertTrue(wrong.contains("as Gated.class"), wrong);
  }
}
