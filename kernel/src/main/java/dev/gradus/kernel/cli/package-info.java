/// The command line `gradus`.
@NullMarked
package dev.gradus.kernel.cli;

import org.jspecify.annotations.NullMarked;
