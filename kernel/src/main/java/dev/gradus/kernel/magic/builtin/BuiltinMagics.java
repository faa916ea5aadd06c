package dev.gradus.kernel.magic.builtin;

import dev.gradus.kernel.magic.Magic;
import java.util.ArrayList;
import java.util.List;

/// The magics that come with the kernel.
public final class BuiltinMagics {
  private BuiltinMagics() {}

  /// One of each; those of IJava under all of IJava's names.
  public static List<Magic<?, ?>> all() {
    var all = new ArrayList<Magic<?, ?>>();
    all.addAll(List.of(new LsMagic(), new HelpMagic(), new WhoMagic(), new ResetMagic()));
    for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
      all.add(new MavenMagic(name));
    }
    for (String name : List.of("mavenRepo", "addMavenRepo", "addMavenRepository")) {
      all.add(new MavenRepoMagic(name));
    }
    all.addAll(List.of(new LoadFromPomMagic(), new JarsMagic(), new ClasspathMagic()));
    all.addAll(List.of(new LoadMagic(), new TimeMagic(), new TimeitMagic()));
    all.addAll(MarkupMagic.all());
    return List.copyOf(all);
  }
}
