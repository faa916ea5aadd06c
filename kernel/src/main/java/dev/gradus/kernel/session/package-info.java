/// One running session: the seam between the evaluator and every front end.
@NullMarked
package dev.gradus.kernel.session;

import org.jspecify.annotations.NullMarked;
