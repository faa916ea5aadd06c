package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.magic.Arg;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.Option;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.session.Outputs;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The magics in cells of a real session.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellsTest {
  private final Session session = Sessions.open(SessionOptions.defaults().withWarmUp(false));
  private final Recorder seen = new Recorder();
  private int number;

  /// Keeps what is shown.
  private static final class Recorder implements Outputs {
    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
    private volatile CountDownLatch stepped = new CountDownLatch(1);

    @Override
    public void stream(Stream stream, String text) {
      texts.add(stream + " " + text);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String id) {
      note(bundle);
    }

    @Override
    public void updateDisplay(String id, MimeBundle bundle) {
      note(bundle);
    }

    private void note(MimeBundle bundle) {
      texts.add(bundle.plain());
      if (bundle.plain().contains("samples/s")) {
        stepped.countDown();
      }
    }

    @Override
    public void clearOutput(boolean wait) {}
  }

  private CellResult run(String code) {
    return session.run(new Session.Cell(code, ++number, false), seen, Input.NONE);
  }

  private String value(String code) {
    var result = run(code);
    var ok = assertInstanceOf(CellResult.Ok.class, result, result::toString);
    var bundle = ok.value();
    return bundle == null ? "" : bundle.plain();
  }

  private String error(String code) {
    return assertInstanceOf(CellResult.Failed.class, run(code)).message();
  }

  @BeforeAll
  void dataAndModel() {
    value("%dataset digits --train 64 --test 20 --quiet");
    value("var net = Model.sequential(Shape.of(1, 28, 28), conv2d(2, 5), flatten(), dense(10));");
  }

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void trainReturnsAHistoryAndShowsIt() {
    assertEquals("2", value("var h = %train net digits --epochs 2 --batch 32\nh.epochs().size()"));
    assertTrue(value("%plot_loss").contains("4 steps, 2 finished epochs"));
    assertTrue(seen.texts.stream().anyMatch(t -> t.contains("finished, epoch 2 of 2")));
    assertTrue(value("%plot_loss h").startsWith("Training of model: 4 steps"));
    assertEquals(2, value("%plot_loss h net").lines().count());
    assertTrue(error("%plot_loss digits").contains("digits is a DatasetPair. Give a History"));
  }

  @Test
  void validationCanBeAShare() {
    value("var s = %train net digits.train() --epochs 1 --validation 0.25 --quiet");
    assertEquals("true", value("s.validated() && s.stepsPerEpoch() == 2"));
  }

  @Test
  void interruptingKeepsTheHistory() throws Exception {
    seen.stepped = new CountDownLatch(1);
    var stopper =
        Thread.ofPlatform()
            .start(() -> {
              try {
                if (seen.stepped.await(60, TimeUnit.SECONDS)) {
                  session.interrupt();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    error("%train net digits --epochs 100000");
    stopper.join();
    assertTrue(seen.texts.stream().anyMatch(t -> t.contains("interrupted, epoch")));
    assertTrue(value("%plot_loss").contains("(interrupted)"));
    assertEquals("true", value("net.history().get().steps() > 0"));
  }

  @Test
  void mistakesAreSentences() {
    assertTrue(
        error("%train net digits --epochs 0").contains("--epochs must be at least 1, got 0"));
    assertTrue(error("%train net digits --momentum 0.9").contains("--momentum is for sgd"));
    assertTrue(error("%train net digits --optimizer adem").contains("adam"));
    assertTrue(error("%train net digits --epoch 3").contains("did you mean --epochs?"));
    assertTrue(error("%train net net").contains("net is a Model, not data"));
    assertTrue(error("%filters net conv2d_9").contains("did you mean conv2d_1?"));
    assertTrue(error("%dataset mnits").contains("did you mean mnist?"));
  }

  @Test
  void seedsRepeat() {
    assertEquals(
        "true",
        value(
            """
            %seed 7
            var a = Tensor.randn(3);
            %seed 7
            var b = Tensor.randn(3);
            java.util.Arrays.equals(a.toArray(), b.toArray())\
            """));
  }

  @Test
  void factoriesLiveBesideTheStudentsOwn() {
    value("float relu(float x) { return Math.max(0, x); }");
    assertTrue(value("Model.sequential(Shape.of(4), dense(3), relu())").contains("relu_1"));
  }

  @Test
  void figuresAndTablesAreShown() {
    assertTrue(value("%filters net conv2d_1").startsWith("Filters of conv2d_1"));
    assertTrue(value("%feature_maps net digits conv2d_1").startsWith("Feature maps of conv2d_1"));
    assertTrue(value("%draw net").contains("conv2d_1 [2, 24, 24]"));
    assertTrue(value("%windows").contains("24x24"));
    assertTrue(value("%show digits --n 5").contains("the first 5"));
    assertTrue(value("%summary net").contains("conv2d_1"));
    assertTrue(value("%evaluate net digits").contains("(20 samples)"));
  }

  @Test
  void picturesTakeTheirOptions() {
    assertTrue(value("%windows digits --kernel 3 --padding 1").contains("feature map is 28x28"));
    assertTrue(error("%windows digits --size 9").contains("--size is for an empty sheet"));
    assertTrue(value("%show digits --n 2 --columns 1 --titles \"a,b\"").contains("the first 2"));
    assertTrue(error("%show digits --columns 0").contains("--columns must be at least 1, got 0"));
    assertTrue(error("%show net").contains("net is a Model"));
    assertTrue(value("%plot_fn relu tanh").startsWith("relu: from 0.00 at -4.00"));
    assertTrue(error("%plot_fn rely").contains("Did you mean relu?"));
    value("var mlp = Model.sequential(Shape.of(784), dense(30), relu(), dense(10));");
    assertTrue(value("%draw mlp").contains("23,860 parameters"));
    assertTrue(value("table(\"n\", \"out\").row(28, 24)").endsWith("28   24"));
    assertTrue(value("lines(\"t\", \"x\", \"y\").line(\"a\", 1, 2)").contains("a: 1.00 at 0"));
  }

  @Test
  void textsOfMagicsAreSentences() {
    for (Magic<?, ?> magic : ServiceLoader.load(Magic.class)) {
      assertSentence(magic.name(), magic.summary());
      for (var component : magic.options().getRecordComponents()) {
        var option = component.getAnnotation(Option.class);
        var argument = component.getAnnotation(Arg.class);
        var text =
            option != null ? option.value() : argument != null ? argument.value() : "Is none.";
        assertSentence(magic.name() + " " + component.getName(), text);
      }
    }
  }

  private static void assertSentence(String where, String text) {
    assertTrue(Character.isUpperCase(text.charAt(0)) && text.endsWith("."), where + ": " + text);
  }
}
