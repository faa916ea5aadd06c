package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZooTest {
  @Test
  @Covers({
    "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A09", "A10", "A12", "A13", "A14", "A15",
    "A16", "I02"
  })
  void everyEntryIsWhatItSays() {
    for (var entry : Zoo.entries()) {
      var model = entry.model();
      assertEquals(entry.name(), model.name());
      assertEquals(entry.input(), model.inputShape(), entry.name());
      assertEquals(entry.classes(), model.outputShape().last(), entry.name());
      assertEquals(entry.parameters(), model.summary().totalParameters(), entry.name());
      assertEquals(entry.parameters(), model.parameters().learned(), entry.name());
      assertTrue(model.replayable(), entry.name());
      assertFalse(entry.source().isBlank() || entry.title().isBlank());
    }
    var names = Zoo.names();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  /// Multiply-adds of one image, as the papers and later tables give them in thousands of millions:
  /// AlexNet 0.7, VGG-16 15.5, VGG-19 19.6, GoogLeNet 1.6, ResNet 1.8, 3.6 and 4.1.
  @Test
  @Covers("A12")
  void workOfTheKnownNetworks() {
    assertEquals(0.72, work("alexnet"), 0.01);
    assertEquals(1.14, work("alexnet-ungrouped"), 0.01);
    assertEquals(15.47, work("vgg16"), 0.01);
    assertEquals(19.63, work("vgg19"), 0.01);
    assertEquals(1.58, work("googlenet"), 0.02);
    assertEquals(1.81, work("resnet18"), 0.02);
    assertEquals(3.66, work("resnet34"), 0.02);
    assertEquals(4.09, work("resnet50"), 0.03);
  }

  private static double work(String name) {
    return Zoo.model(name).summary().totalMacs() / 1e9;
  }

  @Test
  void unknownNamesAreTold() {
    var e = assertThrows(GradusException.class, () -> Zoo.model("lenet"));
    assertTrue(String.valueOf(e.getMessage()).contains("did you mean lenet5?"), e.getMessage());
    var far = assertThrows(GradusException.class, () -> Zoo.entry("qqqqqqqqqqqqqqqqqqqq"));
    assertTrue(
        String.valueOf(far.getMessage()).contains("\". There are mlp, first-cnn"),
        far.getMessage());
  }

  /// VGG-19 has 575 million bytes of weights; describing it must take a small part of that.
  @Test
  @Covers("A07")
  void describingTakesNoWeights() {
    Zoo.model("vgg16").summary(); // warm
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    var model = Zoo.model("vgg19");
    var summary = model.summary();
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(143_667_240, summary.totalParameters());
    assertFalse(model.parameters().isMaterialised());
    assertTrue(bytes < 20 << 20, bytes + " bytes");
    assertTrue(seconds < 1, seconds + " s");
  }

  @Test
  @Covers({"A11", "X26"})
  void filterProgressions() {
    assertEquals(List.of(6, 16, 120), Zoo.filters(Zoo.model("lenet5")));
    assertEquals(List.of(6, 16, 120), Zoo.filters(Zoo.model("lenet5-1998")));
    assertEquals(List.of(20, 40), Zoo.filters(Zoo.model("nielsen-relu")));
    assertEquals(List.of(96, 256, 384, 384, 256), Zoo.filters(Zoo.model("alexnet")));
    assertEquals(List.of(96, 256, 384, 384, 256), Zoo.filters(Zoo.model("zfnet")));
    assertEquals(
        List.of(64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512),
        Zoo.filters(Zoo.model("vgg16")));
    assertEquals(16, Zoo.filters(Zoo.model("vgg19")).size());
    assertEquals(57, Zoo.filters(Zoo.model("googlenet")).size());
    assertEquals(List.of(), Zoo.filters(Zoo.model("mlp")));
  }

  @Test
  void entriesAreNewModelsEveryTime() {
    var first = Zoo.model("mlp");
    first.parameters().list().getFirst().set(new float[784 * 30]);
    var second = Zoo.model("mlp");
    assertFalse(second.parameters().isMaterialised());
    assertEquals(Shape.of(10), second.outputShape());
  }
}
