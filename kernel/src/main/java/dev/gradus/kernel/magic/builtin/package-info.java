/// Magics that every session has.
@NullMarked
package dev.gradus.kernel.magic.builtin;

import org.jspecify.annotations.NullMarked;
