package dev.gradus.magics.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.kernel.session.Session;
import org.jspecify.annotations.Nullable;

/// What the magics remember in a session: its context and the model trained last.
public final class SessionState {
  private volatile Context context = Context.seeded(Context.DEFAULT_SEED);
  private volatile @Nullable Model trained;

  private SessionState() {}

  /// The state of a session.
  public static SessionState of(Session session) {
    return session.attribute(SessionState.class, SessionState::new);
  }

  /// The context of all cells, so that what is drawn at random goes on from cell to cell.
  public Context context() {
    return context;
  }

  /// Chooses the device of the cells to come.
  public void device(Device device) {
    context = context.on(device);
  }

  /// The model trained last, or null.
  public @Nullable Model trained() {
    return trained;
  }

  /// Remembers a model whose training begins.
  public void trained(Model model) {
    trained = model;
  }
}
