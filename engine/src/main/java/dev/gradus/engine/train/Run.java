package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Program;
import dev.gradus.engine.random.Philox;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run: what lives from its first step to its last. A step either happens as a whole or, if it
/// fails or is interrupted, not at all.
final class Run implements TrainingRun {
  private final Settings settings;
  private final Model model;
  private final History history;
  private final StepStrategy strategy;
  private final EpochTally tally;
  private final SampleOrder order;
  private final long seed;
  private final Undo undo;
  private final Runnable measure = this::measure;
  private int epoch = 1;
  private int stepInEpoch;
  private long step;
  private double rate;
  private double rateScale = 1;
  private int callbacksDone;
  private @Nullable String stopped;
  private Dataset data;
  // of the step that goes on
  private @Nullable Program program;
  private BatchShapes shapes;
  private int targets;
  private int right;

  /// @param resumed where to go on, or null to begin
  Run(Settings settings, History history, @Nullable TrainingState resumed) {
    this.settings = settings;
    this.model = settings.model;
    this.history = history;
    this.data = settings.data;
    this.seed = resumed == null ? settings.seed : resumed.position().seed();
    this.order = new SampleOrder(settings.data.size(), settings.shuffle, seed);
    this.strategy = settings.strategy();
    this.tally = new EpochTally(settings.counts(), settings.metrics);
    this.undo = new Undo(model, settings.callbacks.stream().anyMatch(Callback::comparesWeights));
    this.callbacksDone = settings.callbacks.size();
    settings.metrics.stream().filter(Metric::higherIsBetter).forEach(m -> history.grows(m.name()));
    this.shapes = BatchShapes.of(model, settings.data, settings.batchSize());
    rate = settings.rate(0);
    if (resumed != null) {
      restore(resumed);
    }
    undo.start();
    startCallbacks(resumed);
  }

  private void restore(TrainingState state) {
    var position = state.position();
    model.parameters().restore(state.weights());
    model.stepsTrained(position.modelSteps());
    strategy.restore(state.optimizerBuffers());
    tally.restore(state.sums(), position.stepInEpoch());
    epoch = position.epoch();
    stepInEpoch = position.stepInEpoch();
    step = position.step();
    rate = position.rate();
    rateScale = position.rateScale();
    callbacksDone = position.callbacksDone();
  }

  private void startCallbacks(@Nullable TrainingState resumed) {
    for (int i = 0; i < settings.callbacks.size(); i++) {
      var callback = settings.callbacks.get(i);
      callback.onStart(this);
      if (resumed != null) {
        callback.restore(resumed.callbacks().get(i));
      }
    }
  }

  /// Runs all epochs that are left.
  void all() {
    tellOfEpoch();
    while (epoch <= settings.epochs() && goesOn()) {
      var indices = order.of(epoch);
      data = settings.data.atEpoch(epoch);
      while (stepInEpoch < settings.stepsPerEpoch() && goesOn()) {
        step(indices);
      }
      if (stepInEpoch == settings.stepsPerEpoch()) {
        finishEpoch();
      }
    }
  }

  private boolean goesOn() {
    return stopped == null && step < settings.steps;
  }

  private void step(int[] indices) {
    long start = System.nanoTime();
    int from = stepInEpoch * settings.batchSize();
    int n = Math.min(settings.batchSize(), indices.length - from);
    rate = nextRate();
    undo.start();
    StepStrategy.Found found = null;
    try {
      found = attempt(indices, from, n);
    } finally {
      if (found == null) {
        undo.restore();
      }
    }
    model.stepsTrained(model.stepsTrained() + 1);
    step++;
    stepInEpoch++;
    history.step(found.loss(), rate, found.norm());
    double seconds = (System.nanoTime() - start) * 1e-9;
    tally.add(found, n, targets, right, seconds);
    tellOfStep(found);
  }

  private StepStrategy.Found attempt(int[] indices, int from, int n) {
    if (shapes.samples() != n) {
      shapes = BatchShapes.of(model, settings.data, n);
    }
    program = model.programs().train(shapes.input(), shapes.target(), settings.loss);
    Evaluator.gather(data, indices, from, n, program);
    model.programs().step(Philox.key(seed, model.stepsTrained()));
    return strategy.step(program, step + 1, rate, undo, measure);
  }

  /// How the batch of the step was answered.
  private void measure() {
    var now = program;
    if (now == null) {
      return;
    }
    var target = shapes.target();
    tally.metrics.add(now, shapes.output(), target);
    right = settings.counts() ? Evaluator.correct(model, now, settings.loss, target.size()) : 0;
    targets = Evaluator.counted(now, settings.loss, target, shapes.samples());
  }

  private double nextRate() {
    return settings.rate(step) * rateScale;
  }

  private void tellOfStep(StepStrategy.Found found) {
    var event =
        new TrainingEvent.StepDone(
            epoch,
            stepInEpoch,
            found.loss(),
            tally.meanLoss(),
            tally.accuracy(),
            tally.seen(),
            rate,
            found.penalty(),
            found.norm());
    tell(event);
    for (int i = 0; i < settings.callbacks.size(); i++) {
      settings.callbacks.get(i).onStep(this, event);
    }
  }

  private void finishEpoch() {
    var held = settings.validation;
    var measured =
        held == null
            ? new Evaluation(Double.NaN, Double.NaN, 0)
            : Evaluator.evaluate(model, held, settings.loss, settings.metrics);
    var done = tally.epoch(epoch, measured, rate);
    history.epoch(done);
    epoch++;
    stepInEpoch = 0;
    tally.reset();
    callbacksDone = 0;
    tell(new TrainingEvent.EpochDone(done));
    tellOfEpoch();
  }

  /// Tells the callbacks that have not heard of the last finished epoch: all of them, or, after an
  /// interruption in between, the rest.
  private void tellOfEpoch() {
    while (callbacksDone < settings.callbacks.size()) {
      settings.callbacks.get(callbacksDone).onEpoch(this, history.epochs().getLast());
      callbacksDone++;
    }
  }

  void tell(TrainingEvent event) {
    for (int i = 0; i < settings.listeners.size(); i++) {
      settings.listeners.get(i).on(event);
    }
  }

  /// Notes why the run ends, before its state is kept.
  void ends(TrainingEvent.Reason reason) {
    history.ended(reason, stopped);
  }

  void ended(TrainingEvent.Reason reason) {
    for (var callback : settings.callbacks) {
      callback.onEnd(this, reason);
    }
    tell(new TrainingEvent.Ended(history, reason));
  }

  @Override
  public TrainingState state() {
    if (!strategy.intact()) {
      throw new GradusException(
          "the last step failed in the middle of the update: there is no state to go on from.");
    }
    return new TrainingState(
        new TrainingState.Position(
            seed,
            settings.data.size(),
            settings.batchSize(),
            epoch,
            stepInEpoch,
            step,
            model.stepsTrained(),
            rate,
            rateScale,
            callbacksDone),
        tally.save(),
        model.parameters().snapshot(),
        settings.optimizer.name(),
        strategy.save(),
        settings.callbacks.stream().map(Callback::save).toList(),
        history.snapshot());
  }

  boolean intact() {
    return strategy.intact();
  }

  @Override
  public void scaleRate(double factor) {
    rateScale *= factor;
  }

  @Override
  public void stop(String why) {
    stopped = why;
  }

  @Override
  public Set<String> measures() {
    var names = new LinkedHashSet<String>();
    names.add(Measures.LOSS);
    if (settings.counts()) {
      names.add(Measures.ACCURACY);
    }
    settings.metrics.forEach(m -> names.add(m.name()));
    if (settings.validation != null) {
      Set.copyOf(names).forEach(name -> names.add(Measures.HELD + name));
    }
    return names;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int stepInEpoch() {
    return stepInEpoch;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public Slice weightsBefore() {
    if (!undo.always()) {
      throw new GradusException(
          "the weights before the step were not kept: no callback of this run says that it compares"
              + " weights. Let comparesWeights() of the callback return true.");
    }
    return undo.before();
  }
}
