package dev.gradus.magics;

import dev.gradus.engine.Model;
import dev.gradus.engine.Summary;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.magics.figure.Results;
import dev.gradus.magics.figure.TableData;
import tech.tablesaw.api.Table;

/// Results and data as tables to sort, filter and save; imported into every session.
///
/// ```java
/// table(history).write().csv("history.csv");
/// table(lenet, digits.test()).where(t -> t.booleanColumn("right").isFalse())
/// ```
public final class Tables {
  private Tables() {}

  /// A row for each layer.
  public static Table table(Summary summary) {
    return Results.table(summary);
  }

  /// A row for each epoch.
  public static Table table(History history) {
    return Results.table(history);
  }

  /// A row for each trial, the best first.
  public static Table table(Search search) {
    return Results.table(search);
  }

  /// A row for each right class.
  public static Table table(ConfusionMatrix matrix) {
    return Results.table(matrix);
  }

  /// What a model says about every sample.
  public static Table table(Model model, Dataset data) {
    return Results.predictions(model, data);
  }

  /// A row for each sample.
  public static Table table(Dataset data) {
    return TableData.table(data);
  }

  /// A table to be made a data set: `data(table).label("species").dataset()`.
  public static TableData data(Table table) {
    return TableData.of(table);
  }
}
