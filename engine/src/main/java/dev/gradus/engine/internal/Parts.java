package dev.gradus.engine.internal;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Several inputs or outputs as one: a row for each sample in which the parts lie one behind the
/// other. A single part stays as it is.
public final class Parts {
  private Parts() {}

  /// The shape of one sample of all parts together.
  public static Shape shape(List<Part> parts) {
    return parts.size() == 1
        ? parts.getFirst().shape()
        : Shape.of(parts.stream().mapToInt(p -> p.shape().size()).sum());
  }

  /// The parts of a batch of rows.
  public static List<Tensor> split(Tensor rows, List<Part> parts) {
    if (parts.size() == 1) {
      return List.of(rows);
    }
    var all = new ArrayList<Tensor>();
    int from = 0;
    for (var part : parts) {
      int to = from + part.shape().size();
      var shape = part.shape().prepend(rows.shape().dim(0));
      all.add(rows.narrow(1, from, to).reshape(shape.dims()));
      from = to;
    }
    return all;
  }

  /// Rows from the parts of a batch.
  public static Tensor join(List<Tensor> batches) {
    if (batches.size() == 1) {
      return batches.getFirst();
    }
    return Tensor.concat(1, batches.stream().map(Parts::row).toArray(Tensor[]::new));
  }

  private static Tensor row(Tensor batch) {
    return batch.shape().rank() == 1 ? batch.reshape(batch.shape().dim(0), 1) : batch.flatten();
  }

  /// The numbers of batches as rows.
  public static float[] rows(List<Tensor> batches, int samples) {
    int width = samples == 0 ? 0 : batches.stream().mapToInt(b -> b.size() / samples).sum();
    var rows = new float[samples * width];
    int at = 0;
    for (var batch : batches) {
      var values = batch.toArray();
      int size = samples == 0 ? 0 : values.length / samples;
      for (int i = 0; i < samples; i++) {
        System.arraycopy(values, i * size, rows, i * width + at, size);
      }
      at += size;
    }
    return rows;
  }

  /// The numbers of each part of rows.
  public static Map<Part, float[]> columns(float[] rows, List<Part> parts, int samples) {
    int width = shape(parts).size();
    var columns = new LinkedHashMap<Part, float[]>();
    int at = 0;
    for (var part : parts) {
      int size = part.shape().size();
      var values = new float[samples * size];
      for (int i = 0; i < samples; i++) {
        System.arraycopy(rows, i * width + at, values, i * size, size);
      }
      columns.put(part, values);
      at += size;
    }
    return columns;
  }

  /// Checks that there is one batch for each part, all of the same number of samples.
  ///
  /// @throws ShapeException otherwise
  public static void check(List<Tensor> batches, List<Part> parts) {
    boolean fits = batches.size() == parts.size();
    for (int i = 0; fits && i < batches.size(); i++) {
      var shape = batches.get(i).shape();
      fits =
          shape.rank() > 0
              && shape.rest().equals(parts.get(i).shape())
              && shape.dim(0) == batches.getFirst().shape().dim(0);
    }
    if (!fits) {
      throw new ShapeException(
          "the model takes a batch of each of its inputs "
              + parts.stream().map(Part::toString).collect(Collectors.joining(", "))
              + ", in this order and of the same number of samples; got "
              + batches.stream().map(b -> b.shape().toString()).collect(Collectors.joining(", "))
              + ". A single sample needs a batch dimension too.");
    }
  }
}
