package dev.gradus.engine.data;

/// Is told how far a download has come, on the thread that asked for the data, some times a second.
@FunctionalInterface
public interface ProgressListener {
  /// Hears nothing.
  ProgressListener NONE = (file, done, total) -> {};

  /// Called at the start (0 bytes), while bytes arrive and at the end.
  ///
  /// @param file what is being fetched, for people
  /// @param done bytes so far
  /// @param total bytes to come in all, or -1 while unknown
  void progress(String file, long done, long total);
}
