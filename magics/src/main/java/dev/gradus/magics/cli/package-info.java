/// Commands that the engine adds to the command line.
@NullMarked
package dev.gradus.magics.cli;

import org.jspecify.annotations.NullMarked;
