package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Pass;
import dev.gradus.engine.train.Rings;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("C39")
class GradientCheckTest {
  @Test
  void gradientsOfANetworkAgreeWithDifferences() {
    var model =
        Model.sequential(
                Shape.of(1, 28, 28),
                conv2d(3, 5),
                tanh(),
                maxPool2d(4),
                flatten(),
                dense(12),
                tanh(),
                dropout(0.3),
                dense(10))
            .seed(4);
    var weights = model.parameters().snapshot();
    var device = model.device();
    var result = GradientCheck.of(model, Datasets.digits().train()).run();
    assertEquals(6, result.rows().size());
    assertTrue(result.passed(1e-5), result.toString());
    assertTrue(result.rows().stream().anyMatch(r -> r.analytic() != 0), result.toString());
    assertArrayEquals(weights, model.parameters().snapshot());
    assertEquals(device, model.device());
    assertEquals(0, model.stepsTrained());
  }

  /// y = x^2 with the derivative of x^2 / 2.
  private record WrongSquare() implements Op {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Pass pass) {
      for (int i = 0; i < pass.output().length(); i++) {
        double x = pass.input(0).get(i);
        pass.output().set(i, x * x);
      }
    }

    @Override
    public void backward(Pass pass) {
      for (int i = 0; i < pass.output().length(); i++) {
        pass.gradInput(0).set(i, pass.input(0).get(i) * pass.gradOutput().get(i));
      }
    }
  }

  @Test
  void aWrongDerivativeIsFoundInTheLayersBeforeIt() {
    LayerSpec wrong = (input, init) -> Layer.fixed(x -> Tensor.apply(new WrongSquare(), x));
    var model = Model.sequential(Shape.of(2), dense(5), wrong, dense(2)).seed(4);
    var result = GradientCheck.of(model, Rings.points(20, 1)).samples(8).numbers(4).run();
    assertFalse(result.passed(0.1), result.toString());
    for (var row : result.rows()) {
      assertEquals(row.layer().equals("dense_1"), row.error() > 0.1, row.toString());
      assertTrue(row.compared() <= 4);
    }
  }
}
