package dev.gradus.kernel.magic;

import dev.gradus.kernel.display.Display;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.internal.CellContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What the magics of a cell become. Not meant to be written by hand: the values follow the
/// components of the magic's options record.
public final class MagicCalls {
  private static final String[] BUGS = {
    "java.lang.NullPointerException",
    "java.lang.ClassCastException",
    "java.lang.IndexOutOfBoundsException",
    "java.lang.ArithmeticException"
  };

  private MagicCalls() {}

  /// Runs a magic and returns its value.
  public static <R> @Nullable R call(
      String name, Class<R> type, @Nullable Object[] values, String[] words, String body) {
    CellContext context = CellContext.require("%" + name);
    MagicSpec spec = registry(context).get(name);
    try {
      return type.cast(run(spec, context, values, words, body));
    } catch (Exception e) {
      throw MagicCalls.<RuntimeException>sneaky(named(spec, e));
    }
  }

  /// A statement of a cell.
  @FunctionalInterface
  public interface Statement {
    /// Runs it.
    void run() throws Exception;
  }

  /// An expression that a magic takes.
  public static <T extends @Nullable Object> Code<T> code(Callable<T> expression) {
    return expression::call;
  }

  /// A statement that a magic takes.
  public static Code<@Nullable Void> code(Statement statement) {
    return () -> {
      statement.run();
      return null;
    };
  }

  /// Runs a magic that returns the value of its code.
  @SuppressWarnings({"unchecked", "NullAway"}) // what the magic returns is what the code returned
  public static <T extends @Nullable Object> T callCode(
      String name, Code<T> code, @Nullable Object[] values, String[] words, String body) {
    MagicSpec spec = registry(CellContext.require("%" + name)).get(name);
    for (MagicParameter p : spec.parameters()) {
      if (p.code()) {
        values[p.index()] = code;
      }
    }
    return (T) call(name, Object.class, values, words, body);
  }

  /// Runs a magic and shows its value, if it has one.
  public static <R> void show(
      String name, Class<R> type, @Nullable Object[] values, String[] words, String body) {
    R value = call(name, type, values, words, body);
    if (value != null) {
      Display.display(value);
    }
  }

  /// Shows how a magic is written.
  public static <R> @Nullable R help(String name, Class<R> type) {
    CellContext context = CellContext.require("%" + name);
    context.outputs().display(MimeBundle.text(registry(context).get(name).help()), null);
    return null;
  }

  /// Stands for a magic that cannot be understood, while a cell is being typed.
  public static @Nullable Object nothing() {
    return null;
  }

  private static MagicRegistry registry(CellContext context) {
    return context
        .session()
        .attribute(MagicRegistry.class, () -> MagicRegistry.load(java.util.List.of()));
  }

  private static @Nullable Object run(
      MagicSpec spec, CellContext context, @Nullable Object[] values, String[] words, String body)
      throws Exception {
    var texts = new LinkedHashMap<String, String>();
    @Nullable Object[] converted = new Object[values.length];
    for (MagicParameter p : spec.parameters()) {
      String text = words[p.index()];
      if (!text.isEmpty()) {
        texts.put(p.component(), text);
      }
      converted[p.index()] = MagicValues.convert(p, values[p.index()], text);
    }
    return run(spec.magic(), spec, converted, texts, body, context);
  }

  private static <R, O extends Record> @Nullable R run(
      Magic<R, O> magic,
      MagicSpec spec,
      @Nullable Object[] values,
      Map<String, String> words,
      String body,
      CellContext context)
      throws Exception {
    O options;
    try {
      options = magic.options().cast(spec.constructor().newInstance(values));
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return magic.run(
        new MagicCall<>(options, Map.copyOf(words), body, context.outputs(), context.session()));
  }

  /// Puts the magic's name before a message that is meant for the user; leaves bugs, interruption
  /// and failures inside the user's own code as they are.
  private static Exception named(MagicSpec spec, Exception e) {
    String message = e.getMessage();
    if (e instanceof InterruptedException || message == null || !meantForUser(e)) {
      return e;
    }
    String mark = "%" + spec.name();
    return message.startsWith(mark) ? e : new MagicException(mark + ": " + message, e);
  }

  private static boolean meantForUser(Exception e) {
    if (e instanceof MagicException) {
      return true;
    }
    for (Class<?> type = e.getClass(); type != null; type = type.getSuperclass()) {
      if (Arrays.asList(BUGS).contains(type.getName())) {
        return false;
      }
    }
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().equals(MagicCalls.class.getName())) {
        return true;
      }
      if (frame.getClassName().startsWith("REPL.")) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
    throw (E) e;
  }
}
