package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One choice of settings in a [Search].
///
/// @param number from 1
/// @param values by name, in the order in which the ranges were given
public record Trial(int number, Map<String, Object> values) {
  /// Keeps the order.
  public Trial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// A value that is a number.
  ///
  /// @throws GradusException if there is no such value, or it is no number
  public double real(String name) {
    if (value(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new GradusException(name + " is " + value(name) + ", not a number. Use text(...).");
  }

  /// A value that is a whole number.
  ///
  /// @throws GradusException if there is no such value, or it is no whole number
  public int whole(String name) {
    if (value(name) instanceof Integer number) {
      return number;
    }
    throw new GradusException(name + " is " + value(name) + ", not a whole number.");
  }

  /// A value as text.
  ///
  /// @throws GradusException if there is no such value
  public String text(String name) {
    return String.valueOf(value(name));
  }

  private Object value(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new GradusException(
          "nothing is searched under the name \""
              + name
              + "\"; there are "
              + String.join(", ", values.keySet())
              + ".");
    }
    return value;
  }
}
