/// What a cell shows: MIME bundles, renderers by type, the calls a cell may use.
@NullMarked
package dev.gradus.kernel.display;

import org.jspecify.annotations.NullMarked;
