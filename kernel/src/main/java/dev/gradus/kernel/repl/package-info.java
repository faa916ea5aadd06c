/// The session in a terminal, or fed by a pipe: `gradus repl`.
@NullMarked
package dev.gradus.kernel.repl;

import org.jspecify.annotations.NullMarked;
