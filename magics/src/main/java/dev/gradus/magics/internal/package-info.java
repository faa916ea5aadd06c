/// Session state and live displays of the magics. Not for users.
@NullMarked
package dev.gradus.magics.internal;

import org.jspecify.annotations.NullMarked;
