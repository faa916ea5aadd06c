/// Files: safetensors, the engine's own format for models and weights; NumPy's `.npy` and `.npz`.
///
/// Whatever is wrong with a file, reading it throws one kind of exception,
/// [dev.gradus.engine.DataException], with a sentence that names the file, what is wrong and what
/// to do. No memory is taken for a length that the file itself does not bear out. Writing is all or
/// nothing; see [AtomicFile].
@NullMarked
package dev.gradus.engine.io;

import org.jspecify.annotations.NullMarked;
