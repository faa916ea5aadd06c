package dev.gradus.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MagicSpecTest {

  private static final class Wide implements Magic<String, Wide.Options> {
    record Options(
        @Arg("What to measure.") int first,
        @Option(value = "A.", byDefault = "1") int alphabetical,
        @Option(value = "B.", byDefault = "1") int biographical,
        @Option(value = "C.", byDefault = "1") int chronological,
        @Option(value = "D.", byDefault = "1") int diametrical,
        @Option(value = "E.") boolean ephemeral) {}

    @Override
    public String name() {
      return "wide";
    }

    @Override
    public String summary() {
      return "Has many options.";
    }

    @Override
    public Class<String> resultType() {
      return String.class;
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public String run(MagicCall<Options> call) {
      return "";
    }
  }

  private final MagicSpec spec = new MagicSpec(new Wide());

  @Test
  void usageIsOneLine() {
    assertEquals(
        "%wide FIRST [--alphabetical X] [--biographical X] [--chronological X]"
            + " [--diametrical X] [--ephemeral]",
        spec.usage());
  }

  @Test
  void helpFitsTheOutputAndBreaksBetweenOptions() {
    List<String> lines = spec.help().lines().toList();
    assertTrue(lines.stream().allMatch(l -> l.length() < 80), spec.help());
    assertEquals("      [--diametrical X] [--ephemeral]", lines.get(1));
    assertEquals("", lines.get(2));
  }
}
