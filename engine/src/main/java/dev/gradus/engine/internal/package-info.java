/// Not for users.
@NullMarked
package dev.gradus.engine.internal;

import org.jspecify.annotations.NullMarked;
