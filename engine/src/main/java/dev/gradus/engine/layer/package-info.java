/// Layers: a record says what a layer is, building it makes its parameters.
@NullMarked
package dev.gradus.engine.layer;

import org.jspecify.annotations.NullMarked;
