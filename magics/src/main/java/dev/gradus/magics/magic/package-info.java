/// The magics, one class each: short spellings of calls to the engine and to the figures.
@NullMarked
package dev.gradus.magics.magic;

import org.jspecify.annotations.NullMarked;
