package dev.gradus.engine.text;

import static dev.gradus.engine.Layers.gru;

import dev.gradus.engine.Flow;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Concat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionTest {
  @Test
  void explore() {
    for (int k = 0; k < 2; k++) {
      var parts = CaptionedShapes.of(1700, 1).split(1500);
      var train = parts.get(0);
      var test = parts.get(1);
      int n = train.vocabulary().size();
      var image = Flow.input("image", 3, 20, 20);
      var words = Flow.input("words", train.steps());
      var v =
          image
              .conv2d(8, 5)
              .relu()
              .maxPool2d(2)
              .conv2d(16, 3)
              .relu()
              .maxPool2d(2)
              .flatten()
              .dense(64)
              .tanh();
      var e = words.embedding(n, 16);
      var said =
          k == 0
              ? e.then(gru(64).returnSequences(), v)
              : Flow.join(new Concat(2), e, v.repeatVector(train.steps()))
                  .then(gru(64).returnSequences());
      var m = Model.of(List.of(image, words), List.of(said.dense(n)));
      for (int i = 0; i < 6; i++) {
        long t0 = System.nanoTime();
        var h =
            m.train(train.dataset())
                .optimizer(Optimizers.adam(i > 4 ? 5e-4 : 3e-3))
                .epochs(3)
                .seed(i)
                .run();
        var got =
            SequenceDecoder.of(m, train.vocabulary())
                .decode(
                    Tensor.of(Shape.of(test.size(), 3, 20, 20), test.images()), Tokenizer.words());
        int right = 0;
        for (int j = 0; j < test.size(); j++)
          right += got.get(j).equals(test.captions().get(j)) ? 1 : 0;
        System.out.println(
            k
                + " "
                + i
                + " "
                + right / (double) test.size()
                + " s "
                + (System.nanoTime() - t0) / 1e9
                + " "
                + h);
      }
    }
  }
}
