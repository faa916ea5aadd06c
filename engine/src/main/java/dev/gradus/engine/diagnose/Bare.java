package dev.gradus.engine.diagnose;

import dev.gradus.engine.Model;
import dev.gradus.engine.internal.Surgery;
import dev.gradus.engine.layer.Branches;
import dev.gradus.engine.layer.Constrained;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Named;
import dev.gradus.engine.layer.Regularized;
import dev.gradus.engine.layer.Repeat;
import dev.gradus.engine.layer.Residual;
import dev.gradus.engine.layer.Sequential;
import dev.gradus.engine.layer.Shared;
import dev.gradus.engine.layer.SpatialDropout;
import dev.gradus.engine.layer.TimeDistributed;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Copies of models without what makes learning by heart harder: dropout, noise, penalties,
/// constraints; also within blocks, branches and shared layers.
final class Bare {
  private final IdentityHashMap<Shared, Shared> shared = new IdentityHashMap<>();

  private Bare() {}

  /// A copy with the same names, seed and weights; nothing in it is frozen.
  static Model copy(Model model) {
    var graph = Surgery.changed(model.graph(), new Bare()::of);
    var copy = Model.of(graph).on(model.device()).seed(model.seed());
    var from = model.namedParameters();
    copy.namedParameters()
        .forEach((name, weight) -> {
          var original = from.get(name);
          if (original != null) {
            weight.set(original.toArray());
          }
        });
    return copy;
  }

  private LayerSpec of(LayerSpec spec) {
    return switch (spec) {
      case Dropout d -> new Dropout(0);
      case SpatialDropout d -> new SpatialDropout(0);
      case Regularized r -> of(r.spec());
      case Constrained c -> of(c.spec());
      case Named n -> new Named(n.name(), of(n.spec()));
      case Shared s -> shared(s);
      case Sequential s -> new Sequential(all(s.layers()));
      case Repeat r -> new Repeat(r.times(), all(r.block()));
      case Residual r -> new Residual(all(r.body()), orNull(r.shortcut()), orNull(r.activation()));
      case Branches b -> new Branches(all(b.branches()), b.join());
      case TimeDistributed t -> new TimeDistributed(of(t.spec()));
      case JoinSpec j -> j;
      default -> disturbs(spec) ? Sequential.of() : spec;
    };
  }

  private Shared shared(Shared spec) {
    var known = shared.get(spec);
    if (known == null) {
      known = new Shared(of(spec.spec()));
      shared.put(spec, known);
    }
    return known;
  }

  private List<LayerSpec> all(List<LayerSpec> specs) {
    return specs.stream().map(this::of).toList();
  }

  private @Nullable LayerSpec orNull(@Nullable LayerSpec spec) {
    return spec == null ? null : of(spec);
  }

  /// Layers of one's own that say so in their name.
  private static boolean disturbs(LayerSpec spec) {
    var kind = spec.kind().toLowerCase(Locale.ROOT);
    return kind.contains("dropout") || kind.contains("noise");
  }
}
