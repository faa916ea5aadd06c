/// Recordings of a model's operations, and the plans made from them.
@NullMarked
package dev.gradus.engine.tape;

import org.jspecify.annotations.NullMarked;
