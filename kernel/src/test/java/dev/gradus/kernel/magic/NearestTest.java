package dev.gradus.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("train", "plot_loss", "summary");

  @Test
  void findsWhatWasMeant() {
    assertEquals(Optional.of("train"), Nearest.to("trian", NAMES));
    assertEquals(Optional.of("plot_loss"), Nearest.to("plotloss", NAMES));
    assertEquals(Optional.empty(), Nearest.to("evaluate", NAMES));
    assertEquals(" Did you mean --summary?", Nearest.hint("sumary", NAMES, "--"));
  }

  @Test
  void countsSwappedNeighboursOnce() {
    assertEquals(1, Nearest.distance("ab", "ba"));
    assertEquals(3, Nearest.distance("kitten", "sitting"));
  }
}
