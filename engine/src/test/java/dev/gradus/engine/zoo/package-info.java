/// What the networks must be: counts and shapes of their sources.
@NullMarked
package dev.gradus.engine.zoo;

import org.jspecify.annotations.NullMarked;
