package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import java.util.ArrayList;
import java.util.List;

/// Samples of several data sets side by side: a sample is those of all, one behind the other.
///
/// @param views the data sets, of equally many samples
/// @param parts name and shape of each
record Beside(List<Dataset> views, List<Part> parts) implements Samples {

  /// @throws DataException if sizes differ or names repeat
  static Beside of(Dataset first, List<Dataset> others) {
    var views = new ArrayList<Dataset>();
    views.add(first);
    views.addAll(others);
    for (var view : others) {
      if (view.size() != first.size()) {
        throw new DataException(
            "inputs side by side need equally many samples, but "
                + first
                + " and "
                + view
                + " have "
                + first.size()
                + " and "
                + view.size()
                + ". Take as many of both with take(n).");
      }
    }
    var names = views.stream().map(Dataset::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new DataException(
          "inputs side by side need different names, got "
              + String.join(", ", names)
              + ". Name them as the model's inputs with withName(...).");
    }
    var parts = views.stream().map(v -> new Part(v.name(), v.inputShape())).toList();
    return new Beside(List.copyOf(views), parts);
  }

  @Override
  public Samples atEpoch(int epoch) {
    return new Beside(views.stream().map(v -> v.atEpoch(epoch)).toList(), parts);
  }

  @Override
  public int count() {
    return views.getFirst().size();
  }

  @Override
  public int width() {
    int width = 0;
    for (var part : parts) {
      width += part.shape().size();
    }
    return width;
  }

  @Override
  public void read(int sample, int start, int length, float[] to, int at) {
    int begin = 0;
    for (int i = 0; i < views.size(); i++) {
      int size = parts.get(i).shape().size();
      int from = Math.max(start, begin);
      int end = Math.min(start + length, begin + size);
      if (from < end) {
        views.get(i).read(sample, from - begin, end - from, to, at + from - start);
      }
      begin += size;
    }
  }
}
