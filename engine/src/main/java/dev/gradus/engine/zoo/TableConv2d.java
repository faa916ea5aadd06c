package dev.gradus.engine.zoo;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.util.List;

/// A convolution whose maps each see only some maps of the input, as a table says. It breaks the
/// symmetry between the maps and saves connections. Source: LeCun et al., Proc. IEEE 1998, table 1.
///
/// Takes [batch, channels, height, width], gives [batch, filters, height - kernel + 1, width -
/// kernel + 1]. Computed as a full convolution whose missing connections are 0, so that its counted
/// multiply-adds are those of a full one.
///
/// Parameters: `weight [connections, kernel, kernel]`, `bias [filters]`. Buffers: `rows` and
/// `mask`, both `[filters, channels, ...]`, where a connection's weights are and whether there is
/// one.
///
/// Errors: GradusException for a kernel below 1 or a table without rows; ShapeException for a
/// sample that is not [channels, height, width], or lacks a map that the table names.
///
/// @param kernel rows and columns of a filter
/// @param table for each filter the input maps that it sees
public record TableConv2d(int kernel, List<List<Integer>> table) implements LayerSpec {
  /// Copies the table.
  public TableConv2d {
    table = table.stream().map(List::copyOf).toList();
    if (kernel < 1 || table.isEmpty()) {
      throw new GradusException(
          "tableConv2d needs a kernel of at least 1 and a row for each filter, got "
              + kernel
              + " and "
              + table.size()
              + " rows.");
    }
  }

  /// How many pairs of an input map and a filter there are.
  public int connections() {
    return table.stream().mapToInt(List::size).sum();
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    check(input);
    int filters = table.size();
    int channels = input.dim(0);
    var full = Shape.of(filters, channels, kernel, kernel);
    var weight = init.kernel("weight", null, full, connections(), kernel, kernel);
    var bias = init.zeros("bias", filters);
    var rows = buffer("rows", rows(channels), filters, channels);
    var mask = buffer("mask", mask(channels), filters, channels, 1, 1);
    return Layer.fixed(
        x -> x.conv2d(weight.indexSelect(0, rows).mul(mask), bias), weight, bias, rows, mask);
  }

  private void check(Shape input) {
    if (input.rank() != 3) {
      throw new ShapeException(
          "tableConv2d needs images [channels, height, width], got "
              + input
              + ". Put it before flatten() and dense layers.");
    }
    for (var maps : table) {
      for (int map : maps) {
        if (map < 0 || map >= input.dim(0)) {
          throw new ShapeException(
              "the table names map " + map + ", but the input has " + input.dim(0) + " maps.");
        }
      }
    }
  }

  /// Where the weights of a filter for a map are; 0 where there are none.
  private float[] rows(int channels) {
    var rows = new float[table.size() * channels];
    int next = 0;
    for (int filter = 0; filter < table.size(); filter++) {
      for (int map : table.get(filter)) {
        rows[filter * channels + map] = next++;
      }
    }
    return rows;
  }

  private float[] mask(int channels) {
    var mask = new float[table.size() * channels];
    for (int filter = 0; filter < table.size(); filter++) {
      for (int map : table.get(filter)) {
        mask[filter * channels + map] = 1;
      }
    }
    return mask;
  }

  private static Weight buffer(String name, float[] numbers, int... dims) {
    Initializer copy = (_, values, _) -> System.arraycopy(numbers, 0, values, 0, values.length);
    return Weight.buffer(name, Shape.of(dims), copy);
  }

  @Override
  public String describe() {
    return "tableConv2d(" + table.size() + ", " + kernel + ")";
  }

  @Override
  public String pattern() {
    return "CONV";
  }
}
