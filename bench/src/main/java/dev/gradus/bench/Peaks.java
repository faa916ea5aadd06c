package dev.gradus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The recorded fractions of the peak: `bench/peak.tsv`, with lines of vector width in bits, name
/// of the kernel and fraction.
final class Peaks {
  private final Map<Integer, Map<String, Double>> byWidth;

  private Peaks(Map<Integer, Map<String, Double>> byWidth) {
    this.byWidth = byWidth;
  }

  /// What a file says.
  ///
  /// @throws IllegalArgumentException if a line is not as described
  static Peaks read(Path file) throws IOException {
    var all = new TreeMap<Integer, Map<String, Double>>();
    for (var line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var cells = line.split("\t", -1);
        if (cells.length != 3) {
          throw new IllegalArgumentException(file + " has a line of another form: " + line);
        }
        all.computeIfAbsent(Integer.valueOf(cells[0]), _ -> new LinkedHashMap<>())
            .put(cells[1], Double.valueOf(cells[2]));
      }
    }
    return new Peaks(all);
  }

  /// The fractions by kernel for a vector width, empty if nothing was recorded for it.
  Map<String, Double> of(int bits) {
    return byWidth.getOrDefault(bits, Map.of());
  }

  /// The widths with fractions.
  List<Integer> widths() {
    return List.copyOf(byWidth.keySet());
  }

  /// The same with other fractions for one width.
  Peaks with(int bits, Map<String, Double> fractions) {
    var all = new TreeMap<>(byWidth);
    all.put(bits, fractions);
    return new Peaks(all);
  }

  /// Writes a file that [#read(Path)] understands.
  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "# What part of the peak of multiply-adds in registers a kernel reaches on one thread.");
    lines.add("# Bits of a vector, kernel, fraction. Written by: bench/jmh --guard --record");
    byWidth.forEach((bits, fractions) ->
        fractions.forEach((kernel, fraction) ->
            lines.add(String.format(Locale.ROOT, "%d\t%s\t%.3g", bits, kernel, fraction))));
    Files.write(file, lines);
  }
}
