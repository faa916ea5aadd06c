/// Counter-based random numbers: the same key gives the same numbers on every device and thread
/// count.
@NullMarked
package dev.gradus.engine.random;

import org.jspecify.annotations.NullMarked;
