/// What the public API says to input that makes no sense.
@NullMarked
package dev.gradus.engine.misuse;

import org.jspecify.annotations.NullMarked;
