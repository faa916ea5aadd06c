package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Metrics;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.magics.MagicsException;
import dev.gradus.magics.Tables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {-1, 2}}, new int[] {0, 1, 1, 0})
          .withClassNames("no", "yes");

  @Test
  void summaryEqualsTheModel() {
    var model = Model.sequential(Shape.of(2), residual(dense(2), relu()), dense(3));
    var table = Tables.table(model.summary());
    assertTrue(table.stringColumn("layer").contains("residual_1/dense_1"), table.print());
    var top = table.where(table.booleanColumn("inside another").isFalse());
    assertEquals(model.summary().totalParameters(), (long) top.longColumn("parameters").sum());
  }

  @Test
  void historyEqualsItsEpochs() {
    var model = Model.sequential(Shape.of(2), dense(2));
    var history = model.train(DATA).validation(DATA).epochs(3).metrics(Metrics.f1()).run();
    var table = Tables.table(history);
    assertArrayEquals(history.loss(), table.doubleColumn("loss").asDoubleArray());
    assertArrayEquals(
        history.validationAccuracy(), table.doubleColumn("validation accuracy").asDoubleArray());
    var name = history.epochs().getFirst().metrics().keySet().iterator().next();
    assertArrayEquals(history.metric(name), table.doubleColumn(name).asDoubleArray());
    assertTrue(!table.containsColumn("gradient norm"), "nothing was clipped");
  }

  @Test
  void anEmptyHistoryIsSaid() {
    var empty =
        History.of(
            new History.Snapshot(
                "net",
                "cross-entropy",
                1,
                List.of(),
                new float[0],
                new double[0],
                new float[0],
                Set.of(),
                null,
                TrainingEvent.Reason.INTERRUPTED));
    var e = assertThrows(MagicsException.class, () -> Tables.table(empty));
    assertTrue(String.valueOf(e.getMessage()).contains("no finished epoch"));
  }

  @Test
  void predictionsEqualTheModel() {
    var model = Model.sequential(Shape.of(2), dense(2));
    var table = Tables.table(model, DATA);
    int[] classes = model.predictClasses(DATA);
    var scores = model.predict(DATA);
    int right = 0;
    for (int i = 0; i < 4; i++) {
      assertEquals(DATA.classNames().get(classes[i]), table.stringColumn("prediction").get(i));
      double other = scores.get(i, 1 - classes[i]) - scores.get(i, classes[i]);
      assertEquals(1 / (1 + Math.exp(other)), table.doubleColumn("probability").getDouble(i), 1e-6);
      right += classes[i] == DATA.label(i) ? 1 : 0;
    }
    assertEquals(right, table.booleanColumn("right").countTrue());
  }

  @Test
  void predictedNumbersStandBesideTheirTargets() {
    var line = Dataset.regression(Shape.of(1), new float[] {1, 2}, Shape.of(1), new float[] {3, 5});
    var model = Model.sequential(Shape.of(1), dense(1));
    var table = Tables.table(model, line);
    assertEquals(5, table.doubleColumn("target").getDouble(1));
    assertEquals(
        model.predict(line).get(1, 0), table.doubleColumn("prediction").getDouble(1), 1e-6);
  }

  @Test
  void confusionEqualsTheMatrix() {
    var matrix = ConfusionMatrix.of(new int[] {0, 1, 1}, new int[] {0, 1, 0}, 2);
    var table = Tables.table(matrix);
    assertEquals(1, table.intColumn("as 0").get(1));
    assertEquals(matrix.recall(1), table.doubleColumn("recall").getDouble(1));
  }
}
