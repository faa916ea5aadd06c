package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoogLeNetTest {
  private static final Shape BEFORE_3A = Shape.of(192, 28, 28);

  @Test
  @Covers("A09")
  void naiveModule() {
    var naive = Model.sequential(BEFORE_3A, GoogLeNet.naive(64, 128, 32));
    assertEquals(Shape.of(416, 28, 28), naive.outputShape());
    assertEquals(387_296, naive.summary().totalParameters());
    assertEquals(303.5, naive.summary().totalMacs() / 1e6, 0.05);
  }

  @Test
  @Covers("A09")
  void reducedModule() {
    var reduced = Model.sequential(BEFORE_3A, GoogLeNet.module3a());
    assertEquals(Shape.of(256, 28, 28), reduced.outputShape());
    assertEquals(163_696, reduced.summary().totalParameters());
    assertEquals(128.0, reduced.summary().totalMacs() / 1e6, 0.05);
  }

  @Test
  @Covers("A09")
  void wholeNetwork() {
    var net = GoogLeNet.googlenet();
    assertEquals(6_998_552, net.summary().totalParameters());
    var modules = List.of("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b");
    assertEquals(
        List.of(256, 480, 512, 512, 512, 528, 832, 832, 1024),
        modules.stream().map(n -> net.layer(n).output().dim(0)).toList());
    assertEquals(
        List.of(28, 28, 14, 14, 14, 14, 14, 7, 7),
        modules.stream().map(n -> net.layer(n).output().dim(1)).toList());
    assertEquals(Shape.of(1000), net.outputShape());
  }

  @Test
  void mini() {
    assertEquals(Shape.of(144, 8, 8), GoogLeNet.mini().layer("concat_3").output());
    assertEquals(Shape.of(2, 10), GoogLeNet.mini().predict(Tensor.rand(2, 3, 32, 32)).shape());
  }
}
