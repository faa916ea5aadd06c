/// Inner parts of the command line.
@NullMarked
package dev.gradus.kernel.cli.internal;

import org.jspecify.annotations.NullMarked;
