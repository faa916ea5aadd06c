/// Tests of the architecture.
@NullMarked
package dev.gradus.magics.arch;

import org.jspecify.annotations.NullMarked;
