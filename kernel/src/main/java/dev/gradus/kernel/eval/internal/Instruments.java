package dev.gradus.kernel.eval.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The instrumentation of this VM, with which methods can be changed that are loaded already. It is
/// asked for when it is needed first, the way the VM does it for a jar that names a launcher agent:
/// nothing is paid at the start, and nobody can attach from outside.
public final class Instruments {
  private static final ScopedValue<AtomicReference<Instrumentation>> ASKED =
      ScopedValue.newInstance();

  private Instruments() {}

  private static final class Holder {
    static final Optional<Instrumentation> VALUE = load();
  }

  /// The instrumentation; empty where this VM does not give it.
  static Optional<Instrumentation> get() {
    return Holder.VALUE;
  }

  /// Called by the VM while it loads the agent.
  public static void agentmain(String arguments, Instrumentation given) {
    if (ASKED.isBound()) {
      ASKED.get().set(given);
    }
  }

  private static Optional<Instrumentation> load() {
    var given = new AtomicReference<Instrumentation>();
    try {
      Path jar = Files.createTempFile("gradus", ".jar");
      try {
        write(jar);
        ScopedValue.where(ASKED, given)
            .call(() -> {
              loadAgent(jar);
              return jar;
            });
      } finally {
        Files.deleteIfExists(jar);
      }
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty(); // then what cannot be stopped is left behind
    }
    return Optional.ofNullable(given.get());
  }

  /// A jar that has nothing but a manifest.
  private static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(new Attributes.Name("Launcher-Agent-Class"), Instruments.class.getName());
    main.put(new Attributes.Name("Can-Retransform-Classes"), "true");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new JarOutputStream(file, manifest)) {
      zip.finish();
    }
  }

  private static void loadAgent(Path jar) throws ReflectiveOperationException {
    String name = "sun.instrument";
    var module =
        ModuleLayer.boot()
            .findModule("java.instrument")
            .orElseThrow(() -> new ClassNotFoundException(name));
    Class.forName("jdk.internal.module.Modules")
        .getMethod("addOpensToAllUnnamed", java.lang.Module.class, String.class)
        .invoke(null, module, name);
    Class.forName(name + ".InstrumentationImpl")
        .getMethod("loadAgent", String.class)
        .invoke(null, jar.toString());
  }
}
