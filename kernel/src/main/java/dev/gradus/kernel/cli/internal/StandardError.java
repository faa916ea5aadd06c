package dev.gradus.kernel.cli.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/// Takes standard error back from the launcher's filter.
///
/// The launcher starts Java with descriptor 2 on a filter that drops the JVM's line about incubator
/// modules, and passes the true standard error as another descriptor, named by the system property
/// `gradus.stderr`. That line is written before `main`; from then on the filter would only delay
/// what is written, and a shell would print its prompt before the last line came through. Writing
/// to the true descriptor avoids both. (Calling `dup2` would do the same for native code, but
/// starting the foreign-function linker costs a tenth of a second.)
public final class StandardError {
  /// The property that holds the number of the true descriptor.
  static final String PROPERTY = "gradus.stderr";

  private StandardError() {}

  /// Makes `System.err` the true standard error if the launcher passed one; else does nothing. The
  /// first thing that `main` does.
  public static void takeBack() {
    var number = Integer.getInteger(PROPERTY);
    if (number == null) {
      return;
    }
    try {
      var open = FileDescriptor.class.getDeclaredConstructor(int.class);
      open.setAccessible(true);
      var stream = new FileOutputStream(open.newInstance(number.intValue()));
      var charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"));
      System.setErr(new PrintStream(stream, true, charset));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Without the flag that opens java.io the filter stays in between: slower, nothing lost.
      System.clearProperty(PROPERTY);
    }
  }
}
