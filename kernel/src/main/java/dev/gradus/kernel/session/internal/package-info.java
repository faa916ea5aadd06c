/// Which cell a thread belongs to, and the way of its output to the front end.
@NullMarked
package dev.gradus.kernel.session.internal;

import org.jspecify.annotations.NullMarked;
