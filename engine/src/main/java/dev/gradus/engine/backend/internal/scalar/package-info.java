/// Parts of the scalar reference backend.
@NullMarked
package dev.gradus.engine.backend.internal.scalar;

import org.jspecify.annotations.NullMarked;
