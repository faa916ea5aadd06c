/// Renderers that every session has.
@NullMarked
package dev.gradus.kernel.display.builtin;

import org.jspecify.annotations.NullMarked;
