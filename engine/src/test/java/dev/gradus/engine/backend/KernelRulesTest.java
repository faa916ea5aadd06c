package dev.gradus.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules of the kernels that the comparison with the reference cannot prove, since the reference
/// must keep them too: ties, NaN, labels out of range, the definition of the dropout mask.
final class KernelRulesTest {
  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void maxPoolTakesTheFirstOfEqualsAndNanBeforeAll(Backend backend) {
    var m = new Arena(backend, 1);
    var g = new PoolGeometry(1, 1, 2, 8, 2, 2, 2, 2, 0, 0, 1, 4);
    double low = Double.NEGATIVE_INFINITY;
    var x = m.slice(5, 5, 1, 2, 9, Double.NaN, low, low, 5, 5, 3, 3, 9, 9, low, low);
    var y = m.target(4);
    var winners = m.target(4);
    backend.maxPool(g, x, y, winners);
    assertArrayEquals(new double[] {5, 3, Double.NaN, low}, Arena.toArray(y));
    assertArrayEquals(new double[] {0, 2, 1, 0}, Arena.toArray(winners));
    m.check();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void axpbyMayWorkInPlace(Backend backend) {
    for (int n : new int[] {1, 7, 64, 100_003}) {
      var x = Slice.of(backend.allocate(n));
      for (int i = 0; i < n; i++) {
        x.set(i, i % 1000);
      }
      backend.axpby(0.5, x, 0, x);
      backend.axpby(2, x, 1, x);
      for (int i = 0; i < n; i++) {
        assertEquals(1.5 * (i % 1000), x.get(i), "element " + i + " of " + n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void winnersCountFromTheUnclippedWindow(Backend backend) {
    var m = new Arena(backend, 1);
    var g = new PoolGeometry(1, 1, 2, 2, 3, 3, 2, 2, 1, 1, 1, 1);
    var winners = m.target(1);
    var y = m.target(1);
    backend.maxPool(g, m.input(-4, -3, -2, -1), y, winners);
    assertArrayEquals(new double[] {-1}, Arena.toArray(y));
    assertArrayEquals(new double[] {8}, Arena.toArray(winners));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aLabelOutOfRangeMakesTheLossNan(Backend backend) {
    for (double label : new double[] {-1, 3, 1e9, -1e9, Double.NaN}) {
      var m = new Arena(backend, 1);
      var loss = m.target(1);
      var labels = m.slice(1, label);
      var logits = m.randomInput(6);
      var probabilities = m.target(6);
      var rows = CrossEntropyRows.of(2, 3);
      backend.losses().crossEntropy(rows, logits, labels, null, probabilities, loss);
      assertTrue(Double.isNaN(loss.get(0)), () -> "label " + label + " gave " + loss.get(0));
      backend
          .losses()
          .crossEntropyBackward(rows, probabilities, labels, null, m.input(1), m.target(6), false);
      assertEquals(0, backend.countCorrect(1, 3, logits, labels.part(1, 1)));
      m.check();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nanInLogitsShowsInTheLoss(Backend backend) {
    var m = new Arena(backend, 1);
    for (int at = 0; at < 20; at++) {
      var numbers = m.randoms(20);
      numbers[at] = Double.NaN;
      var loss = m.target(1);
      var rows = CrossEntropyRows.of(1, 20);
      backend.losses().crossEntropy(rows, m.slice(numbers), m.input(3), null, null, loss);
      assertTrue(Double.isNaN(loss.get(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void countCorrectTakesTheFirstOfEquals(Backend backend) {
    var m = new Arena(backend, 1);
    double nan = Double.NaN;
    var x = m.slice(1, 3, 3, 2, 2, 2, nan, 0, 1, 0, nan, 1, 4, 5, 6);
    assertEquals(3, backend.countCorrect(5, 3, x, m.input(1, 0, 0, 1, 2)));
    assertEquals(0, backend.countCorrect(5, 3, x, m.input(2, 1, 2, 2, 1)));
    assertEquals(0, backend.countCorrect(0, 3, m.input(), m.input()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theDropoutMaskIsItsDefinition(Backend backend) {
    for (int n : new int[] {0, 1, 3, 4, 5, 17, 64, 1001, 70_003}) {
      for (double rate : new double[] {0, 0.1, 0.5, 0.75}) {
        long key = Philox.key(7, n);
        var m = new Arena(backend, n);
        var x = m.randomInput(n);
        var y = m.target(n);
        backend.dropout(key, rate, x, y);
        var words = new int[4];
        for (int i = 0; i < n; i++) {
          Philox.block(key, 0, i / 4, words);
          boolean kept = (words[i % 4] & 0xFFFFFFFFL) >= rate * 0x1p32;
          double expected = kept ? x.get(i) / (1 - rate) : 0;
          assertEquals(expected, y.get(i), 1e-6 * Math.abs(expected));
        }
        var dx = m.random(n);
        var before = Arena.toArray(dx);
        backend.dropoutBackward(key, rate, x, dx, true);
        for (int i = 0; i < n; i++) {
          assertEquals(before[i] + y.get(i), dx.get(i), 1e-5);
        }
        backend.dropoutBackward(key, rate, x, dx, false);
        assertArrayEquals(Arena.toArray(y), Arena.toArray(dx));
        m.check();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sumsAndChecks(Backend backend) {
    for (int n : new int[] {0, 1, 17, 1025, 70_003}) {
      var m = new Arena(backend, n);
      var numbers = m.randoms(n);
      double sum = 0;
      for (double v : numbers) {
        sum += v * v;
      }
      assertEquals(sum, backend.sumOfSquares(m.input(numbers)), 1e-6 * sum);
      assertTrue(backend.allFinite(m.input(numbers)));
      assertTrue(backend.allBelow(8, m.input(numbers)));
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        for (int at : new int[] {0, n / 2, n - 1}) {
          if (n > 0) {
            var copy = numbers.clone();
            copy[at] = bad;
            assertFalse(backend.allFinite(m.slice(copy)));
            copy[at] = -8;
            assertFalse(backend.allBelow(8, m.slice(copy)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aNewStorageIsZero(Backend backend) {
    var storage = backend.allocate(33);
    assertEquals(33, storage.length());
    for (int i = 0; i < 33; i++) {
      assertEquals(0, storage.get(i));
    }
    assertFalse(backend.name().isBlank());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nanIsNotRectifiedAway(Backend backend) {
    var m = new Arena(backend, 1);
    for (int n : new int[] {1, 7, 33}) {
      var x = m.target(n);
      var y = m.slice(new double[n]);
      backend.unary(UnaryFunction.RELU, x, y);
      for (int i = 0; i < n; i++) {
        assertTrue(Double.isNaN(y.get(i)));
      }
    }
    var y = m.slice(0, 0);
    var nan = m.target(2);
    backend.gemm(Gemm.of(1, 2, 1).activated(Activation.RELU), m.input(1), nan, null, y);
    assertTrue(Double.isNaN(y.get(0)) && Double.isNaN(y.get(1)));
  }
}
