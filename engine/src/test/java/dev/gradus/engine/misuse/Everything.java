package dev.gradus.engine.misuse;

import dev.gradus.engine.Context;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Parameters;
import dev.gradus.engine.ReceptiveField;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Augment;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
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
import dev.gradus.engine.diagnose.Trial;
import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.engine.inspect.ActivationMaximization;
import dev.gradus.engine.inspect.AttentionTrace;
import dev.gradus.engine.inspect.DropoutMasks;
import dev.gradus.engine.inspect.RecurrentTrace;
import dev.gradus.engine.io.NamedArray;
import dev.gradus.engine.io.Safetensors;
import dev.gradus.engine.text.CaptionedShapes;
import dev.gradus.engine.text.Corpus;
import dev.gradus.engine.text.Ngrams;
import dev.gradus.engine.text.SentencePairs;
import dev.gradus.engine.text.Seq2Seq;
import dev.gradus.engine.text.Seq2SeqSpec;
import dev.gradus.engine.text.SequenceDecoder;
import dev.gradus.engine.text.TextSampler;
import dev.gradus.engine.text.Tokenizer;
import dev.gradus.engine.text.ToyText;
import dev.gradus.engine.text.Vocabulary;
import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.Cosine;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Lbfgs;
import dev.gradus.engine.train.LossSum;
import dev.gradus.engine.train.Piecewise;
import dev.gradus.engine.train.Rings;
import dev.gradus.engine.train.Trainer;
import dev.gradus.engine.zoo.Ptb;
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
    addData(all);
    addInspections(all);
    addTexts(all);
    addTraining(all);
    return all;
  }

  private static void addData(Map<Class<?>, Supplier<Object>> all) {
    all.put(Context.class, () -> Context.seeded(1));
    all.put(ReceptiveField.class, ReceptiveField::pixel);
    all.put(Weight.class, () -> Rings.net().layer("dense_1").parameter("weight"));
    all.put(Parameters.class, () -> Rings.net().parameters());
    all.put(DatasetPair.class, () -> Rings.points(6, 1).split(0.5, 1));
    all.put(
        Safetensors.Content.class,
        () -> new Safetensors.Content(Map.of("a", NamedArray.of("a", Shape.of(1), 1f)), Map.of()));
  }

  private static void addInspections(Map<Class<?>, Supplier<Object>> all) {
    all.put(
        AttentionTrace.class,
        () -> new AttentionTrace("attention_1", Tensor.of(Shape.of(1, 2, 2), 1, 0, 0, 1)));
    all.put(
        DropoutMasks.Mask.class,
        () -> DropoutMasks.of(Model.input(3).dropout(0.5), 2, 0).layers().getFirst());
    all.put(
        RecurrentTrace.class,
        () -> RecurrentTrace.of(Model.input(4, 2).gru(3), "gru_1", Tensor.zeros(1, 4, 2)));
    all.put(Trial.class, () -> Search.random(1).uniform("x", 0, 1).trials().getFirst());
    all.put(
        GradientCheck.Result.class, () -> GradientCheck.of(Rings.net(), Rings.points(6, 1)).run());
  }

  private static void addTexts(Map<Class<?>, Supplier<Object>> all) {
    all.put(Tokenizer.Characters.class, () -> new Tokenizer.Characters(false));
    all.put(Tokenizer.Words.class, () -> Corpus.words("a dog").tokenizer());
    all.put(ToyText.Reviews.class, () -> ToyText.reviews(4, 1));
    var spec = new Seq2SeqSpec().embedding(4).cell(Layers.gru(4));
    all.put(
        SequenceDecoder.class,
        () -> SequenceDecoder.of(Seq2Seq.of(pairs(), spec).model(), pairs().target()));
  }

  private static void addTraining(Map<Class<?>, Supplier<Object>> all) {
    for (var name : Losses.names()) {
      all.put(Losses.named(name).getClass(), () -> Losses.named(name));
    }
    for (var name : Optimizers.names()) {
      all.put(Optimizers.named(name).getClass(), () -> Optimizers.named(name));
    }
    all.put(Lbfgs.class, Optimizers::lbfgs);
    all.put(Cosine.class, () -> Schedules.cosine(5));
    all.put(LossSum.class, () -> LossSum.of(Rings.net()));
    all.put(Evaluation.class, () -> Rings.net().evaluate(Rings.points(6, 1)));
    all.put(
        Trainer.class, () -> Rings.net().train(Rings.points(6, 1)).batchSize(3).epochs(1).steps(2));
    all.put(Callback.Memory.class, () -> new Callback.Memory(new double[] {1}, null));
    all.put(Ptb.Preset.class, Ptb::small);
  }
}
