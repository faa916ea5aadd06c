package dev.gradus.magics.magic;

import static dev.gradus.engine.Schedules.constantRate;
import static dev.gradus.engine.Schedules.cosine;
import static dev.gradus.engine.Schedules.exponentialDecay;
import static dev.gradus.engine.Schedules.inverseTime;
import static dev.gradus.engine.Schedules.oneCycle;
import static dev.gradus.engine.Schedules.ptbSchedule;
import static dev.gradus.engine.Schedules.stepDecay;
import static dev.gradus.engine.Schedules.warmUp;

import dev.gradus.engine.train.Schedule;
import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.magic.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A schedule as a word: the name of a factory of [dev.gradus.engine.Schedules], as `cosine`, or a
/// call of it, as `stepDecay(0.5,10)`. A name alone takes numbers that suit the length of the run.
final class ScheduleName {
  private static final List<String> NAMES =
      List.of(
          "constantRate",
          "stepDecay",
          "exponentialDecay",
          "inverseTime",
          "cosine",
          "warmUp",
          "oneCycle",
          "ptbSchedule");
  private static final Pattern CALL = Pattern.compile("([A-Za-z_-]+)(?:\\((.*)\\))?");

  private final String text;
  private final double[] numbers;

  private ScheduleName(String text, double[] numbers) {
    this.text = text;
    this.numbers = numbers;
  }

  /// The schedule of a word.
  ///
  /// @param epochs of the run
  /// @param steps of the run
  static Schedule schedule(String text, int epochs, long steps) {
    var call = CALL.matcher(text.strip());
    if (!call.matches()) {
      throw unknown(text);
    }
    var inside = call.group(2);
    var numbers =
        inside == null || inside.isBlank()
            ? new double[0]
            : Arrays.stream(inside.split(",", -1)).mapToDouble(n -> number(text, n)).toArray();
    return new ScheduleName(text, numbers).named(plain(call.group(1)), epochs, steps);
  }

  private Schedule named(String name, int epochs, long steps) {
    return switch (name) {
      case "constantrate", "constant" -> none(constantRate());
      case "stepdecay" -> stepDecay(at(0, 2, 0.1), (int) at(1, 2, Math.max(1, (epochs + 2) / 3)));
      case "exponentialdecay", "exponential" ->
          exponentialDecay(at(0, 1, Math.log(10) / Math.max(1, epochs)));
      case "inversetime" -> inverseTime(at(0, 1, 9.0 / Math.max(1, epochs)));
      case "cosine" -> cosine(at(0, 1, epochs));
      case "warmup" -> warmUp((long) at(0, 1, (double) Math.max(1, steps / 10)));
      case "onecycle" -> oneCycle((long) at(0, 1, (double) steps));
      case "ptbschedule", "ptb" -> ptbSchedule((int) at(0, 2, 4), at(1, 2, 0.5));
      default -> throw unknown(text);
    };
  }

  /// The number at a place, or one that suits the run.
  private double at(int place, int takes, double usual) {
    if (numbers.length != 0 && numbers.length != takes) {
      throw wrong(takes);
    }
    return numbers.length == 0 ? usual : numbers[place];
  }

  private Schedule none(Schedule schedule) {
    if (numbers.length != 0) {
      throw wrong(0);
    }
    return schedule;
  }

  private MagicException wrong(int takes) {
    return new MagicException(
        "--schedule " + text + ": it takes " + takes + " numbers, got " + numbers.length);
  }

  private static double number(String text, String number) {
    try {
      return Double.parseDouble(number.strip());
    } catch (NumberFormatException e) {
      throw new MagicException(
          "--schedule " + text + ": \"" + number.strip() + "\" is no number", e);
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static MagicException unknown(String text) {
    return new MagicException(
        "there is no schedule "
            + text
            + "."
            + Nearest.hint(text, NAMES, "")
            + " There are "
            + String.join(", ", NAMES)
            + "; with numbers as stepDecay(0.5,10)");
  }
}
