/// The evaluator: a [dev.gradus.kernel.session.Session] on JShell.
@NullMarked
package dev.gradus.kernel.eval;

import org.jspecify.annotations.NullMarked;
