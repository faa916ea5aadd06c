/// Tensors, models and the factories a student starts with.
@NullMarked
package dev.gradus.engine;

import org.jspecify.annotations.NullMarked;
