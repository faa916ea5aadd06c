package dev.gradus.kernel.magic;

import dev.gradus.kernel.magic.builtin.BuiltinMagics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The magics of a session, by name.
public final class MagicRegistry {
  private final Map<String, MagicSpec> specs = new TreeMap<>();

  /// The given magics; a later one replaces an earlier one of the same name.
  public MagicRegistry(Collection<? extends Magic<?, ?>> magics) {
    for (Magic<?, ?> magic : magics) {
      specs.put(magic.name(), new MagicSpec(magic));
    }
  }

  /// The kernel's own magics, those that `ServiceLoader` finds, and the given ones.
  public static MagicRegistry load(List<Magic<?, ?>> more) {
    var all = new java.util.ArrayList<Magic<?, ?>>(BuiltinMagics.all());
    for (Magic<?, ?> magic : ServiceLoader.load(Magic.class)) {
      all.add(magic);
    }
    all.addAll(more);
    return new MagicRegistry(all);
  }

  /// The magic of a name.
  public Optional<MagicSpec> find(String name) {
    return Optional.ofNullable(specs.get(name));
  }

  /// The magic of a name.
  ///
  /// @throws MagicException with the nearest name
  public MagicSpec get(String name) {
    return find(name)
        .orElseThrow(() ->
            new MagicException(
                "unknown magic %"
                    + name
                    + "."
                    + Nearest.hint(name, specs.keySet(), "%")
                    + " %lsmagic lists them all."));
  }

  /// All magics, by name.
  public Collection<MagicSpec> all() {
    return specs.values();
  }

  /// All names, sorted.
  public Collection<String> names() {
    return specs.keySet();
  }
}
