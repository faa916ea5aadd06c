/// The kernel in Jupyter's own programs, run by the scripts in `src/test/python`. Profile
/// `jupyter`.
@NullMarked
package dev.gradus.notebooks.jupyter;

import org.jspecify.annotations.NullMarked;
