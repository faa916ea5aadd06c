package dev.gradus.magics.internal;

import dev.gradus.engine.train.Callback;
import dev.gradus.engine.train.Checkpoint;
import dev.gradus.kernel.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the training runs of a session are kept, if they are.
public final class Checkpoints {
  /// What was asked for.
  private record Plan(Path file, int every, @Nullable Integer steps, @Nullable String best) {
    Callback callback() {
      if (best != null) {
        return Checkpoint.best(file, best.replace('_', ' '));
      }
      return steps == null ? new Checkpoint(file, every) : Checkpoint.everySteps(file, steps);
    }

    String when() {
      if (best != null) {
        return "whenever " + best.replace('_', ' ') + " became better";
      }
      int n = steps == null ? every : steps;
      var unit = steps == null ? "epoch" : "step";
      return n == 1 ? "after every " + unit : "after every " + n + " " + unit + "s";
    }
  }

  private volatile @Nullable Plan plan;

  private Checkpoints() {}

  /// Those of a session.
  public static Checkpoints of(Session session) {
    return session.attribute(Checkpoints.class, Checkpoints::new);
  }

  /// Keeps runs in a file from here on.
  ///
  /// @param every so many epochs
  /// @param steps every so many steps in place of epochs, or null
  /// @param best only when this became better, or null
  public void keep(Path file, int every, @Nullable Integer steps, @Nullable String best) {
    plan = new Plan(file, every, steps, best);
  }

  /// Keeps nothing from here on.
  public void stop() {
    plan = null;
  }

  /// What keeps a run, if runs are kept.
  public Optional<Callback> callback() {
    return Optional.ofNullable(plan).map(Plan::callback);
  }

  /// The file of an earlier run, if there is one.
  public Optional<Path> written() {
    return Optional.ofNullable(plan).map(Plan::file).filter(Files::exists);
  }

  /// What is kept and when.
  @Override
  public String toString() {
    var now = plan;
    return now == null
        ? "Training runs are not kept. Say where: %checkpoint run.gradus"
        : "%train keeps its state in "
            + now.file()
            + " "
            + now.when()
            + ". After a crash say the same again, then %train model data --resume.";
  }
}
