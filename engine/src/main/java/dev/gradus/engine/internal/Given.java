package dev.gradus.engine.internal;

import dev.gradus.engine.GradusException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refuses null with a sentence: a cell of a notebook is not checked for nullness.
public final class Given {
  private Given() {}

  /// The value.
  ///
  /// @throws GradusException if it is null
  public static <T> T one(String what, @Nullable T value) {
    if (value == null) {
      throw new GradusException(
          what + " is null. Give one: the variable was perhaps never assigned.");
    }
    return value;
  }

  /// The values as a list.
  ///
  /// @throws GradusException if they or one of them are null
  public static <T> List<T> all(String what, @Nullable T @Nullable [] values) {
    var list = new ArrayList<T>();
    for (var value : one("the list for each " + what, values)) {
      list.add(one("the " + what + " at position " + list.size(), value));
    }
    return List.copyOf(list);
  }
}
