package dev.gradus.engine.misuse;

import dev.gradus.engine.GradusException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls methods with senseless arguments and collects what is not a sentence of the engine.
final class Misuse {
  private final List<String> flaws = new ArrayList<>();
  private int calls;

  /// What was found: the call and what came out of it.
  List<String> flaws() {
    return flaws;
  }

  /// How many calls were made.
  int calls() {
    return calls;
  }

  /// Calls with one senseless argument at a time.
  ///
  /// @param on makes the object it is called on, anew for each call; null for static methods
  /// @param then what is done with the result
  void sweep(Executable method, Supplier<? extends @Nullable Object> on, Consumer<Object> then) {
    var parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      for (var bad : Arguments.senseless(parameters[i])) {
        if (Integer.valueOf(Integer.MAX_VALUE).equals(bad) && makesAsManyAsAsked(method)) {
          continue;
        }
        var arguments = new @Nullable Object[parameters.length];
        for (int j = 0; j < arguments.length; j++) {
          arguments[j] = Arguments.usual(parameters[j].getType());
        }
        arguments[i] = bad;
        var where =
            method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + Arguments.text(arguments);
        attempt(
            where,
            () -> {
              var result = call(method, on.get(), arguments);
              if (result != null) {
                then.accept(result);
              }
            });
      }
    }
  }

  /// What is made up on request fills the memory if asked to: two thousand million sentences are
  /// not senseless, only too many for this machine.
  private static boolean makesAsManyAsAsked(Executable method) {
    var type = method.getDeclaringClass().getSimpleName();
    return type.equals("ToyText")
        || type.equals("Toys")
        || type.equals("CaptionedShapes")
        || method.getName().equals("arange");
  }

  private static @Nullable Object call(
      Executable executable, @Nullable Object on, @Nullable Object[] arguments) throws Throwable {
    try {
      return executable instanceof java.lang.reflect.Constructor<?> c
          ? c.newInstance(arguments)
          : ((java.lang.reflect.Method) executable).invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /// Something that may fail with a sentence of the engine only.
  interface Action {
    void run() throws Throwable;
  }

  /// Does something that may fail with a sentence of the engine only.
  void attempt(String where, Action action) {
    calls++;
    try {
      action.run();
    } catch (GradusException e) {
      if (!e.getMessage().endsWith(".") || e.getMessage().length() < 20) {
        flaws.add(where + ": says \"" + e.getMessage() + "\"");
      }
    } catch (Throwable e) {
      var from = e.getStackTrace().length == 0 ? "" : " at " + place(e);
      flaws.add(where + ": " + e + from);
    }
  }

  private static String place(Throwable e) {
    for (var frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.gradus.engine.")) {
        return frame.toString();
      }
    }
    return e.getStackTrace()[0].toString();
  }
}
