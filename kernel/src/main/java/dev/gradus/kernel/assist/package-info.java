/// Signatures and documentation of what stands at the cursor, out of the sources.
@NullMarked
package dev.gradus.kernel.assist;

import org.jspecify.annotations.NullMarked;
