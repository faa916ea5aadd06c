package dev.gradus.engine.text;

import dev.gradus.engine.Optimizers;
import org.junit.jupiter.api.Test;

class Seq2SeqTest {
  @Test
  void explore() {
    var parts = EnglishFrench.pairs(2200, 1).split(0.9, 1);
    for (int k = 0; k < 2; k++) {
      var spec = new Seq2SeqSpec().embedding(24);
      var t = Seq2Seq.of(parts.get(0), k == 0 ? spec.attention() : spec);
      for (int e = 0; e < 6; e++) {
        long t0 = System.nanoTime();
        var h =
            t.train(parts.get(0))
                .optimizer(Optimizers.adam(e > 4 ? 1e-3 : 5e-3))
                .batchSize(32)
                .epochs(2)
                .seed(e)
                .run();
        long t1 = System.nanoTime();
        System.out.println(
            k
                + " "
                + (2 + 2 * e)
                + " "
                + h
                + " match "
                + t.exactMatch(parts.get(1))
                + " s "
                + (t1 - t0) / 1e9
                + " "
                + (System.nanoTime() - t1) / 1e9);
      }
      System.out.println(t.translate("the dog runs"));
      if (k == 0) System.out.println(t.alignment("the white cow sees a small dog"));
    }
  }
}
