/// Notebook files (nbformat 4) and the runner that executes them without a Jupyter server.
@NullMarked
package dev.gradus.kernel.notebook;

import org.jspecify.annotations.NullMarked;
