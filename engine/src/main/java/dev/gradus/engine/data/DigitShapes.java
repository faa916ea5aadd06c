package dev.gradus.engine.data;

import java.util.Arrays;
import java.util.List;

/// How people write the ten digits: several ways for each, as pen strokes.
///
/// A stroke is a list of points `x,y` in a box of 100 by 100, y downwards, joined by a smooth
/// curve; a point given twice is a corner. Strokes of one digit are separated by `|`.
final class DigitShapes {
  private static final List<List<String>> SOURCE =
      List.of(
          List.of( // 0: round, narrow and overlapping, started at the upper right
              "50,5 25,20 18,50 27,82 50,95 73,82 82,50 75,20 50,5",
              "55,6 36,22 30,52 36,84 52,95 66,80 70,50 66,20 52,8 44,12",
              "64,12 42,6 22,32 20,64 38,92 62,90 80,62 78,30 62,12 48,16"),
          List.of( // 1: bare, with a flag, with flag and foot, leaning
              "50,5 50,95",
              "32,28 52,6 52,6 52,95",
              "34,26 52,6 52,6 52,94|30,95 74,95",
              "60,5 52,50 42,95"),
          List.of( // 2: plain, with a loop at the foot, angular, with a waved foot
              "22,28 30,10 52,5 74,16 74,36 56,60 24,94 24,94 80,94",
              "24,26 36,8 60,6 74,22 68,46 44,74 26,88 18,80 32,73 54,86 84,92",
              "22,20 48,8 72,20 70,40 46,66 20,92 20,92 50,89 82,92",
              "30,22 48,6 68,14 70,36 50,64 28,86 28,86 46,82 64,93 82,86"),
          List.of( // 3: two bows, flat top, with a loop in the middle, flowing
              "24,14 48,5 72,16 70,36 44,48 44,48 72,58 76,80 52,95 22,86",
              "24,8 74,8 74,8 46,42 46,42 72,54 76,78 52,95 22,86",
              "26,18 46,5 70,16 66,38 44,46 36,50 44,53 70,60 74,82 50,96 24,84",
              "28,9 60,8 68,24 46,45 46,45 70,60 70,84 44,96 20,86"),
          List.of( // 4: open, closed, open and round, closed in one stroke
              "32,8 22,54 22,54 80,54|66,12 62,95",
              "64,6 18,62 18,62 84,62|64,6 62,95",
              "28,10 24,40 38,54 66,48|72,8 68,50 62,95",
              "58,95 62,8 62,8 22,58 22,58 82,60"),
          List.of( // 5: angular, S-like, with the bar drawn last, small bow
              "74,8 34,8 34,8 30,44 30,44 54,38 76,56 72,82 46,95 22,84",
              "76,10 48,8 32,24 38,44 64,54 74,74 56,94 24,88",
              "36,10 32,46 56,42 76,62 64,90 38,95 22,86|36,10 78,7",
              "70,6 36,10 36,10 28,42 52,42 70,60 66,84 44,94 24,90"),
          List.of( // 6: round, straight back, hooked top
              "68,6 40,24 24,56 28,84 50,95 72,84 72,62 52,52 32,62 26,76",
              "58,5 34,50 26,76 40,95 64,92 72,74 58,58 38,62 28,78",
              "72,16 58,6 36,20 24,52 28,84 52,95 74,80 70,60 48,54 30,70"),
          List.of( // 7: plain, with a bar, with a hook, curved, with hook and bar
              "20,10 78,10 78,10 46,95",
              "20,10 78,10 78,10 46,95|34,52 74,49",
              "20,26 23,10 23,10 78,10 78,10 58,50 48,95",
              "22,14 50,8 78,12 78,12 60,40 48,68 46,95",
              "20,24 23,11 23,11 78,9 78,9 54,52 44,95|36,53 72,50"),
          List.of( // 8: one line from the upper right, two loops, left open at the top
              "66,14 46,5 28,20 38,40 62,54 74,74 56,95 32,90 26,72 44,50 64,36 70,18 60,8",
              "50,47 28,34 32,12 52,5 70,14 70,34 50,47 50,47 26,64 26,86 50,95 74,86 74,64 50,47",
              "74,14 50,5 30,16 34,38 66,58 72,82 50,95 28,82 34,60 64,40 74,20"),
          List.of( // 9: leaning stem, straight stem, curved tail, stem drawn inwards
              "72,30 54,46 32,40 28,20 46,6 66,10 72,30 72,30 70,60 64,95",
              "72,8 52,6 30,18 30,40 50,48 70,34 72,8 72,8 72,95",
              "72,28 56,46 34,42 28,22 44,6 66,10 74,34 70,70 52,94 28,90",
              "70,14 48,6 30,24 36,44 56,42 70,16 70,16 62,60 52,95"));

  /// Per digit, per way of writing: the strokes, each with points as x0, y0, x1, y1, ...
  private final List<List<List<double[]>>> shapes =
      SOURCE.stream().map(ways -> ways.stream().map(DigitShapes::strokes).toList()).toList();

  private static List<double[]> strokes(String way) {
    return Arrays.stream(way.split("\\|", -1)).map(DigitShapes::points).toList();
  }

  private static double[] points(String stroke) {
    return Arrays.stream(stroke.split("[ ,]", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /// The number of ways to write a digit.
  int ways(int digit) {
    return shapes.get(digit).size();
  }

  /// The strokes of one way to write a digit.
  List<double[]> strokes(int digit, int way) {
    return shapes.get(digit).get(way);
  }
}
