/// The magic SPI: what a `%name` is, how its options are declared, how cells are rewritten.
@NullMarked
package dev.gradus.kernel.magic;

import org.jspecify.annotations.NullMarked;
