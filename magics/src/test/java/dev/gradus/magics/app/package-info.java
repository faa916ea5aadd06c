/// Tests of the application as a whole.
@NullMarked
package dev.gradus.magics.app;

import org.jspecify.annotations.NullMarked;
