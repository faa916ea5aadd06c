/// Looks into models while they compute.
@NullMarked
package dev.gradus.engine.inspect;

import org.jspecify.annotations.NullMarked;
