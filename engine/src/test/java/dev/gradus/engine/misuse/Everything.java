package dev.gradus.engine.misuse;

import dev.gradus.engine.Layers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.data.Standardizer;
import dev.gradus.engine.diagnose.Distribution;
import dev.gradus.engine.diagnose.Ensemble;
import dev.gradus.engine.diagnose.GradientCheck;
import dev.gradus.engine.diagnose.GradientStatistics;
import dev.gradus.engine.diagnose.KFold;
import dev.gradus.engine.diagnose.LearningRateFinder;
import dev.gradus.engine.diagnose.OverfitCheck;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.engine.inspect.ActivationMaximization;
import dev.gradus.engine.io.NamedArray;
import dev.gradus.engine.text.CaptionedShapes;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.text.Ngrams;
import dev.gradus.engine.text.SentencePairs;
import dev.gradus.engine.text.Seq2Seq;
import dev.gradus.engine.text.Seq2SeqSpec;
import dev.gradus.engine.text.TextSampler;
import dev.gradus.engine.text.ToyText;
import dev.gradus.engine.text.Vocabulary;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Piecewise;
import dev.gradus.engine.train.Rings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Something of every class on which methods can be called.
final class Everything {
  private Everything() {}

  static Corpus corpus() {
    return Corpus.characters("the dog sees the cat, the cat sees the dog");
  }

  static SentencePairs pairs() {
    return ToyText.reversals(6, 3, 1);
  }

  static Model languageModel() {
    var corpus = corpus();
    return Model.sequential(
        Shape.of(4),
        Layers.embedding(corpus.vocabSize(), 3),
        Layers.lstm(4).returnSequences(),
        Layers.dense(corpus.vocabSize()));
  }

  static Model convNet() {
    return Model.input(1, 6, 6).conv2d(2, 3).relu().flatten().dense(3);
  }

  static History history() {
    return Rings.net().train(Rings.points(6, 1)).batchSize(3).epochs(2).run();
  }

  /// By class; a new object for each call.
  static Map<Class<?>, Supplier<Object>> subjects() {
    var all = new LinkedHashMap<Class<?>, Supplier<Object>>();
    all.put(Shape.class, () -> Shape.of(2, 3));
    all.put(Tensor.class, () -> Arguments.usual(Tensor.class));
    all.put(Wire.class, () -> Wire.input("w", 4, 6, 6));
    all.put(Model.class, Rings::net);
    all.put(dev.gradus.engine.Summary.class, () -> Rings.net().summary());
    all.put(Dataset.class, () -> Rings.points(6, 1));
    all.put(Augment.class, Augment::none);
    all.put(Part.class, () -> new Part("p", Shape.of(2)));
    all.put(Standardizer.class, () -> Standardizer.fit(Rings.points(6, 1)));
    all.put(Distribution.class, () -> Distribution.of(new float[] {1, 2}));
    all.put(Ensemble.class, () -> Ensemble.of(Rings.net(), Rings.net()));
    all.put(GradientCheck.class, () -> GradientCheck.of(Rings.net(), Rings.points(6, 1)));
    all.put(GradientStatistics.class, GradientStatistics::new);
    all.put(KFold.class, () -> KFold.of(Rings.points(6, 1), 2));
    all.put(LearningRateFinder.class, () -> LearningRateFinder.of(Rings.net(), Rings.points(6, 1)));
    all.put(OverfitCheck.class, () -> OverfitCheck.of(Rings.net(), Rings.points(6, 1)));
    all.put(Search.class, () -> Search.random(2));
    all.put(UpdateRatios.class, UpdateRatios::new);
    all.put(
        ActivationMaximization.class, () -> ActivationMaximization.of(convNet(), "conv2d_1", 0));
    all.put(NamedArray.class, () -> NamedArray.of("a", Shape.of(2), 1f, 2f));
    all.put(CaptionedShapes.class, () -> CaptionedShapes.of(3, 1));
    all.put(Corpus.class, Everything::corpus);
    all.put(Ngrams.class, () -> Ngrams.of(corpus(), 2));
    all.put(SentencePairs.class, Everything::pairs);
    all.put(Seq2SeqSpec.class, Seq2SeqSpec::new);
    all.put(Seq2Seq.class, () -> Seq2Seq.of(pairs(), new Seq2SeqSpec().attention()));
    all.put(TextSampler.class, () -> TextSampler.of(languageModel(), corpus()));
    all.put(Vocabulary.class, () -> Vocabulary.of(List.of("a", "b", Vocabulary.UNK)));
    all.put(Vocabulary.Counted.class, () -> Vocabulary.count(List.of("a", "b", "a")));
    all.put(ConfusionMatrix.class, () -> ConfusionMatrix.of(new int[] {0, 1}, new int[] {1, 1}, 2));
    all.put(History.class, Everything::history);
    all.put(History.Epoch.class, () -> history().epochs().getFirst());
    all.put(Piecewise.class, Piecewise::new);
    return all;
  }
}
