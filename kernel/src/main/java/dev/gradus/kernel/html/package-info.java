/// The HTML page of a notebook: one self-contained file that needs no script and no network.
@NullMarked
package dev.gradus.kernel.html;

import org.jspecify.annotations.NullMarked;
