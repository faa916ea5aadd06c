package dev.gradus.engine.data;

/// Mean and standard deviation over samples, in double.
final class Statistics {
  private Statistics() {}

  static double mean(Samples samples, int[] index) {
    double sum = 0;
    var row = new float[samples.width()];
    for (int i : index) {
      samples.read(i, 0, row.length, row, 0);
      for (float v : row) {
        sum += v;
      }
    }
    return sum / ((double) index.length * row.length);
  }

  static double std(Samples samples, int[] index) {
    double mean = mean(samples, index);
    double sum = 0;
    var row = new float[samples.width()];
    for (int i : index) {
      samples.read(i, 0, row.length, row, 0);
      for (float v : row) {
        sum += (v - mean) * (v - mean);
      }
    }
    return Math.sqrt(sum / ((double) index.length * row.length));
  }
}
